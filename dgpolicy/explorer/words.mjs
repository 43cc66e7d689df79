/* What the explorer says, in Traditional Chinese, Simplified Chinese and English. */

export const LANGUAGES = ["zh", "zh-Hans", "en"];
export const LANG = { zh: "zh-Hant", "zh-Hans": "zh-Hans", en: "en", hant: "zh-Hant", hans: "zh-Hans" };
export const SWITCH = { zh: "繁", "zh-Hans": "简", en: "EN" };

const WORDS = {
  organisation: ["機構", "机构", "body"],
  industry: ["產業", "产业", "industry"],
  instrument: ["政策工具", "政策工具", "instrument"],
  programme: ["項目與計劃", "项目与计划", "programme"],
  place: ["地方", "地方", "place"],
  horizon: ["期限", "期限", "time horizon"],
  horizon_basis: ["期限依據", "期限依据", "basis of the horizon"],
  specificity: ["可核查性", "可核查性", "specificity"],
  aim: ["目的", "目的", "aim"],
  kind: ["形式", "形式", "kind"],
  document: ["文件", "文件", "document"],
  target: ["數字目標", "数字目标", "target"],
  none_organisation: ["未指名機構", "未指名机构", "Body not named"],
  none_industry: ["未提及產業", "未提及产业", "No industry named"],
  none_instrument: ["未提及政策工具", "未提及政策工具", "No instrument named"],
  none_programme: ["未提及項目與計劃", "未提及项目与计划", "No programme named"],
  none_place: ["未提及地方", "未提及地方", "No place named"],
  explorer: ["承諾瀏覽", "承诺浏览", "Explorer of pledges"],
  filters: ["篩選", "筛选", "Filters"],
  language: ["語言", "语言", "Language"],
  find: ["在承諾中查找字詞", "在承诺中查找字词", "Find words in pledges"],
  all: ["全部 {n} 項承諾", "全部 {n} 项承诺", "All {n} pledges"],
  of: ["{n} 項承諾中的 {m} 項", "{n} 项承诺中的 {m} 项", "{m} of {n} pledges"],
  left: ["餘 {m}，原 {n}", "余 {m}，原 {n}", "{m} left of {n}"],
  or: ["或", "或", " or "],
  and: ["，", "，", ", "],
  quoted: ["含「{x}」", "含“{x}”", "words “{x}”"],
  clear: ["清除", "清除", "Clear"],
  csv: ["存下所選（CSV）", "存下所选（CSV）", "Save this choice (CSV)"],
  link: ["複製連結", "复制链接", "Copy link"],
  choice: ["複製選擇", "复制选择", "Copy choice"],
  copied: ["已複製", "已复制", "Copied"],
  more: ["另外 {n} 項", "另外 {n} 项", "{n} more"],
  fewer: ["收起", "收起", "Fewer"],
  cards: ["再看 {n} 項", "再看 {n} 项", "Show {n} more"],
  bands: ["另外 {n} 篇文件", "另外 {n} 篇文件", "{n} documents more"],
  nothing: ["沒有符合的承諾。", "没有符合的承诺。", "No pledge matches."],
  bars_facet: ["長條按", "长条按", "Bars by"],
  rows_facet: ["矩陣的行", "矩阵的行", "Rows of the matrix"],
  columns_facet: ["矩陣的列", "矩阵的列", "Columns of the matrix"],
  by: ["按 {} 統計的承諾", "按 {} 统计的承诺", "Pledges by {}"],
  by_two: ["按 {} 、{} 統計的承諾", "按 {} 、{} 统计的承诺", "Pledges by {} and {}"],
  timeline: ["按期限統計的承諾", "按期限统计的承诺", "Pledges by time horizon"],
  counted: ["{n} 項承諾，{m} 個機構", "{n} 项承诺，{m} 个机构", "{n} pledges, {m} bodies"],
  folded: [
    "{r} 行、{c} 列沒有承諾，已摺疊。",
    "{r} 行、{c} 列没有承诺，已折叠。",
    "Folded away, with no pledge: {r} rows, {c} columns.",
  ],
  unfit: ["另有 {n} 項未畫出。", "另有 {n} 项未画出。", "{n} more not drawn."],
  edges: ["邊上是承諾數；同一承諾可屬多項。", "边上是承诺数；同一承诺可属多项。", "Edges count pledges; one may fall under several."],
  noplot: [
    "此處無法載入圖表；篩選與原文不受影響。",
    "此处无法载入图表；筛选与原文不受影响。",
    "Charts cannot be loaded here; filters and quotes work.",
  ],
  strip: ["{t}：{n} 字，{m} 項承諾", "{t}：{n} 字，{m} 项承诺", "{t}: {n} characters, {m} pledges"],
  place_in: ["在原文中", "在原文中", "In its place"],
  close: ["關閉", "关闭", "Close"],
  previous: ["上一項", "上一项", "Previous"],
  next: ["下一項", "下一项", "Next"],
  before: ["更多前文", "更多前文", "More before"],
  after: ["更多後文", "更多后文", "More after"],
  pledges: ["承諾", "承诺", "Pledges"],
  coded: ["標註", "标注", "Coded"],
  years: ["{a}–{b} 年", "{a}–{b} 年", "{a}–{b}"],
  until: ["至 {b} 年", "至 {b} 年", "until {b}"],
};

const ONE = { pledges: "pledge", bodies: "body", rows: "row", columns: "column", documents: "document", characters: "character" };

export const wordsIn = (language) => (key, values = {}) => {
  const said = WORDS[key][LANGUAGES.indexOf(language)].replace(/\{(\w)\}/g, (_, name) => values[name]);
  return language === "en" ? said.replace(/\b1 (\w+)\b/g, (whole, many) => (ONE[many] ? `1 ${ONE[many]}` : whole)) : said;
};
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
