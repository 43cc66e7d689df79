from datetime import date
from pathlib import Path

import pytest

from dgpolicy.extract.horizons import horizon
from dgpolicy.extract.judgements import AIMS, EVENTS, checkable, events, results
from dgpolicy.extract.targets import targets
from dgpolicy.fold import fold

CASES = [
    tuple(cell.strip() for cell in line.split("|"))
    for line in (Path(__file__).parent / "cases" / "judgements.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
]


def check(text, published=None):
    found = [(target.start, target.end) for target in targets(text)]
    return checkable([*found, *events(fold(text))], horizon(text, published))


@pytest.mark.parametrize("text, aim, specificity", CASES)
def test_the_words_promise_an_act_or_a_result_and_can_be_checked_or_not(text, aim, specificity):
    assert bool(results(fold(text))) == (aim == "outcome")
    assert bool(check(text, date(2022, 11, 9))) == (specificity == "hard")


EXAMPLES = {
    "aims": {
        "aside": "以高質量發展為主題",
        "growth": "做大做強",
        "effect": "早投產",
        "change": "促進消費升級",
        "reached": "實現應保盡保",
        "state": "提升創新能力",
        "standing": "打造人才高地",
        "level": "增長5",
    },
    "events": {
        "aside": "探索設立",
        "full coverage": "全覆蓋",
        "event": "舉辦招商大會",
        "paper": "制定管理條例",
        "opening": "水庫建成",
    },
}


@pytest.mark.parametrize("name, table", [("aims", AIMS), ("events", EVENTS)])
def test_every_form_has_an_example(name, table):
    read = {form: table.find(fold(words)) for form, words in EXAMPLES[name].items()}
    spans = {form: [(f.name, m.span()) for f, m in found] for form, found in read.items()}
    assert spans == {f.name: [(f.name, (0, len(EXAMPLES[name][f.name])))] for f in table}


# Each word of the tables in the place that it is for; all of it is evidence.
RESULTS = {
    "{}产业发展": "推动 推进 促进 带动 助力 力促 加快 确保",
    "推动产业{}": "发展 增长 增收 回升 提升 提速 振兴 升级 转型 融合 改善 互通 现代化 全覆盖",
    "{}城市水平": "提升 提高 增强 增加 改善 扩大 巩固 优化 激发 降低 减少 缩小 化解 消除 确保 "
    "保持 维护 保障 稳定 "
    "营造",
    "提升城市{}": "水平 能级 效能 质量 品质 效益 环境 生态 氛围 条件 民生 生活 收入 地位 优势 "
    "比重 规模 信心 消费 "
    "需求 就业 供应 供给 成本 负担 差距 排放 污染 风险 隐患 矛盾 安全 稳定 公平 正义 底线 区间 "
    "屏障 "
    "活力 合格率 韧性 获得感 时效 高度",
    "塑造产业{}": "高地 强市 强省 强区 强县 强国 强镇 之都 枢纽 标杆 示范城市 示范区 示范市 "
    "示范省 示范镇 先行区 试验区 "
    "策源地 增长极 增长点 城市 生态 环境 品牌 家园 前列 格局 制高点 优势 动能",
    "{}产业高地": "打造 建成 建设 成为 形成 争创 创建 走在 抢占 抢抓 塑造 擦亮",
    "{}": "壮大 做大做强 做强做优 做优做大 转型升级 提质增效 企稳回升 翻番 改善 新台阶 早日开工 "
    "早动工 早投产 早达效 "
    "早建成 早建设 出成效 见实效 显效 快速落地 尽快落地 落地提速 落地见效 落地投产",
    "{}市民更": "让 使 令",
    "让市民{}": "更 享 得到 受 成为",
    "{}充分就业": "实现 达致 达至 达成",
    "{}5": "增长 就业 升至 降至 增至 减至 加至 高到 减少 下降 达到 保持在 控制在",
    "提升服务水平{}": "和 与 及 并",
}
EVENTS_OF = {
    "{}招商机构": "出台 编制 印发 颁布 组建 成立 设立 筹建 开设 增设 启用 开通 举办 召开 承办 "
    "修订 建成 新建 兴建 "
    "开工建设",
    "制定治水{}": "方案 办法 规划 条例 细则 标准 清单 措施 计划 规程 规定 法",
    "{}治水条例": "制定 制订 公布 发布 推出",
    "{}通车": "馆 院 校 中心 桥 线 铁 公路 机场 港 厂 电站 水库 装置 一期 二期 三期 四期 中子源 "
    "激光 楼 平台",
    "水库工程{}": "动工",
    "水库项目{}": "动工 开工 通车 启用 建成 上线",
}
NO_RESULTS = (
    "推动产业发展大会 提升服务水平的意见 完善保障制度 做大蛋糕 实现路径 实现机制 使用更多 "
    "以质量为主题 为市民提高水平"
)
NO_EVENTS = (
    "建成一批学校 建成更多学校 成立各类组织 成立各种组织 成立各级组织 成立各项制度 成立系列组织 "
    "成立一系列组织 "
    "成立多个组织 成立多项制度 成立多种组织 出台配套政策 开工建设项目多 印发的文件 开工建设和投产 "
    "建成小康社会 建成产业体系 "
    "建成强市样板 建成强省样板 建成强国样板 建成宜居城市 刚成立委员会 已成立委员会 已制定条例 "
    "探索编制图谱 研究组建专班 "
    "鼓励举办会展 支持制定标准 争取出台条例 探索设立仲裁院 探索建立机制 探索建成学校 "
    "探索成立机构 "
    "事业编制管理 教师编制管理 扩大建成区面积 制定法治纲要 制定法律制度 制定法则"
)


@pytest.mark.parametrize("found, table", [(results, RESULTS), (events, EVENTS_OF)])
def test_each_word_of_the_tables_is_evidence_in_its_place(found, table):
    for words in (form.format(word) for form, said in table.items() for word in said.split()):
        assert found(fold(words))[:1] == [(0, len(words.rstrip("和与及并")))], words


@pytest.mark.parametrize("found, said", [(results, NO_RESULTS), (events, NO_EVENTS)])
def test_these_words_are_neither_a_result_nor_an_event(found, said):
    assert {words: found(fold(words)) for words in said.split()} == {w: [] for w in said.split()}


@pytest.mark.parametrize(
    "words, code",
    [
        ("三年行動計劃", "soft"),
        ("加快", "soft"),
        ("三年內", "hard"),
        ("年內", "hard"),
        ("到2025年", "hard"),
    ],
)
def test_a_stated_end_makes_a_pledge_checkable_and_a_bare_duration_does_not(words, code):
    found = check(words, date(2022, 11, 9))
    assert found == ((0, len(words)) if code == "hard" else None)
