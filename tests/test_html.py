"""Of a web page or of Markdown, what a reader sees of its text."""

from __future__ import annotations

import html

import pytest
from files import ARTICLE, LINES, page, paragraphs

from dgpolicy.read import ReadError, read


def read_page(folder, body: str, head: str = "") -> str:
    path = folder / "a.html"
    path.write_text(page(body, head), encoding="utf-8")
    return read(path).text


@pytest.mark.parametrize(
    "body",
    [
        f"<div id='zoom'>{paragraphs('p')}</div>",
        f"<article>{paragraphs('div')}</article>",
        "<div>" + "<br>".join(map(html.escape, LINES)) + "</div>",
        f"<table><tr><td>{paragraphs('p')}</td></tr></table>",
        "<table><tr><td>"
        + "<br/>".join(f"&nbsp;&nbsp;{line}" for line in LINES)
        + "</td></tr></table>",
        f"<div id='js_content' style='visibility: hidden'>{paragraphs('section', True)}</div>",
        f"<form id='aspnetForm'><div>{paragraphs('p', True)}</div></form>",
        f"<pre>{html.escape(ARTICLE)}</pre>",
    ],
    ids=["p", "div", "br", "table", "table-br", "section-span", "form", "pre"],
)
def test_every_line_of_the_article_comes_out_of_a_page_and_nothing_else(tmp_path, body):
    assert read_page(tmp_path, body, "<meta charset=utf-8>").split("\n") == LINES


# The elements that hold the text on sites of Chinese governments and on WeChat.
WRAPPERS = [
    "div class=TRS_Editor", "div class='view TRS_UEDITOR trs_paper_default trs_word'",
    "div class=pages_content id=UCAP-CONTENT", "div class=article-content", "div id=zoom",
    "div id=Zoom", "div class=zoom", "div class=content", "div class=article_con",
    "div id=contentText", "div id=info_content", "div class=nrcontent", "div class=xl_cont",
    "div class=v_news_content", "div id=ivs_content", "div id=con_con", "div class=detail-news",
    "div class=news_txt", "div class=article_detail", "div class=body", "td id=td_DocContent",
    "div class='rich_media_content ' id=js_content style='visibility: hidden;'",
    "ucapcontent", "article", "main", "section", "form",
]  # fmt: skip
CONTENTS = {
    "headings": (
        "<h2>一、工作回顧</h2><p>去年，建成學校三所。</p><h3>（一）產業</h3><p>引進\n  企業。</p>"
        "<h2>二、今年安排</h2><p>責任單位：市水務局。</p><p>新建水廠。</p><p>責任單位：市水務局。</p>",
        "一、工作回顧|去年，建成學校三所。|（一）產業|引進企業。|二、今年安排|責任單位：市水務局。"
        "|新建水廠。|責任單位：市水務局。",
    ),
    "lists": (
        "<p>市水務局將：</p><ol><li>新建水廠。</li><li><p>改造管網。</p><ul><li>老城區先行"
        "</li></ul></li></ol><p>請落實。</p>",
        "市水務局將：|1. 新建水廠。|2. 改造管網。|老城區先行|請落實。",
    ),
    "tables": (
        "<p>分工如下：</p><table><caption>表1</caption><thead><tr><th><p>任務</p></th><td>責任單位"
        "</td><th>完成時限</th></tr></thead><tbody><tr><td>新建水廠</td><td rowspan=2>市水務局</td>"
        "<td>2023年</td></tr><tr><td>改造<br>管網</td><td>2024年</td></tr><tr><td>造林</td><td>市林業局</td><td>2025年</td></tr><tr>"
        "<td colspan=3>其他</td></tr></tbody></table><p>請落實。</p>",
        "分工如下：|表1|任務\t責任單位\t完成時限|新建水廠\t市水務局\t2023年"
        "|改造 管網\t市水務局\t2024年|造林\t市林業局\t2025年|其他|請落實。",
    ),
}


@pytest.mark.parametrize("wrapper", WRAPPERS)
@pytest.mark.parametrize("content", CONTENTS)
def test_headings_lists_and_tables_come_out_of_every_wrapper(tmp_path, wrapper, content):
    path, (body, text) = tmp_path / "a.html", CONTENTS[content]
    tag, frame = wrapper.split()[0], "<table><tr>{}</tr></table>" if "td" in wrapper else "{}"
    above = (
        "<h1>政府工作報告</h1><div class=info>2022-11-09 来源：東莞發布 【字体：大 中 小】</div>"
    )
    made = above + frame.format(f"<{wrapper}>{body}</{tag}>") + "<div>扫一扫在手机打开</div>"
    path.write_text(page(made, "<title>政府工作報告_東莞市人民政府</title>"), encoding="utf-8")
    found = read(path)
    assert found.title == "政府工作報告"
    if tag in ("section", "form"):  # names that say nothing: what stands around is kept
        assert found.text.split("\n")[2:-1] == text.split("|")
    else:
        assert found.text.split("\n") == text.split("|")


def test_a_heading_of_any_order_before_the_text_is_kept(tmp_path):
    path = tmp_path / "a.html"
    for n in range(1, 7):
        body = f"<h{n}>工作回顧</h{n}><div class=content><p>去年建成甲。</p></div>"
        path.write_text(page(body, "<meta name=ArticleTitle content=報告>"), encoding="utf-8")
        assert read(path).text == "工作回顧\n去年建成甲。"


def test_an_element_that_stands_on_lines_of_its_own_is_read_so(tmp_path):
    tags = "div p section article main header form figure center pre blockquote h1 h6 ul ol li dl"
    for tag in (*tags.split(), "dt", "dd"):
        assert read_page(tmp_path, f"甲。<{tag}>乙。</{tag}>丙。") == "甲。\n乙。\n丙。", tag
    for cell in ("th", "td"):
        cells = f"<tr><{cell}>丙。</{cell}><{cell}>丁。</{cell}></tr>"
        table = f"<table><caption>乙。</caption>{cells}</table>"
        found = read_page(tmp_path, f"甲。{table}戊。<hr>己。<br>庚。")
        assert found.split("\n") == [f"{char}。" for char in "甲乙丙丁戊己庚"]


def test_an_element_that_is_no_text_is_not_read(tmp_path):
    tags = "script style noscript template nav footer aside iframe button select svg"
    for tag in tags.split():
        assert read_page(tmp_path, f"甲。<{tag}>乙。</{tag}>丙。") == "甲。丙。", tag


def test_a_box_that_is_named_for_what_is_no_text_is_not_read(tmp_path):
    names = (
        "nav navbar menu foot footer breadcrumb bread-crumbs crumbs sidebar share related comment "
        "comments main-nav site_footer page-menu topnav"
    )
    for name in names.split():
        for attribute in ("id", "class"):
            body = f"<p>甲。</p><div {attribute}={name}>乙。</div>"
            assert read_page(tmp_path, body) == "甲。", name


def test_what_only_looks_like_the_frame_of_a_page_is_kept_where_it_says_something(tmp_path):
    path = tmp_path / "a.html"
    body = "<h2>工作回顧</h2><div class=content><p>去年建成甲。</p></div>"
    for around in (body, body + "<div><p>今年建成乙。</p></div>"):
        path.write_text(page(around), encoding="utf-8")
        assert read(path).text.split("\n")[:2] == ["工作回顧", "去年建成甲。"]


def test_a_page_that_says_all_twice_for_telephones_is_read_once(tmp_path):
    path = tmp_path / "a.html"
    path.write_text(
        page("<div id=zoom><p>建成甲。</p></div><div class=app><p>建成甲。</p></div>"),
        encoding="utf-8",
    )
    assert read(path).text == "建成甲。"


def test_a_list_counts_from_its_start_and_an_empty_item_lends_its_number_to_nobody(tmp_path):
    body = "<ol start=7><li>甲</li><li></li><li><p><b>乙</b></p></li></ol><p>丙</p>"
    assert read_page(tmp_path, body) == "7. 甲\n9. 乙\n丙"


def test_a_long_cell_is_a_cell(tmp_path):
    body = (
        f"<table><tr><td>{'甲' * 1000}</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>"
    )
    assert read_page(tmp_path, body) == f"{'甲' * 1000}\t乙\n丙\t丁"


@pytest.mark.parametrize(
    "body",
    [
        "<table><tr><td>甲<br>乙</td></tr></table>",
        "<table><tr><td>甲</td><td>乙</td></tr></table>",
        f"<table><tr><td>{'甲' * 1001}</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>",
        "<table><tr><td>甲</td><td><table><tr><td>乙</td></tr></table></td></tr><tr><td>丙</td>"
        "<td>丁</td></tr></table>",
    ],
    ids=["one cell", "one row", "a page in a cell", "a table in a cell"],
)
def test_a_table_that_only_lays_out_stays_plain_text(tmp_path, body):
    path = tmp_path / "a.html"
    path.write_text(page(body), encoding="utf-8")
    assert "\t" not in read(path).text


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("gb18030", "<meta charset='gb2312'>"),
        ("gb18030", "<meta http-equiv='Content-Type' content='text/html; charset=GBK'>"),
        ("gb18030", ""),
        ("utf-8", "<meta charset='utf-8'>"),
        ("utf-8", "<meta charset='gb2312'>"),
        ("utf-16", "<meta charset='utf-16'>"),
        ("gb18030", "<script>" + "var a = 1;" * 999 + "</script>"),
    ],
)
def test_a_page_is_read_whatever_it_declares(tmp_path, encoding, head):
    path = tmp_path / "a.htm"
    path.write_bytes(page(paragraphs("p"), head).encode(encoding))
    assert read(path).text.split("\n") == LINES


def test_a_page_of_three_short_lines_keeps_them_and_loses_its_menu(tmp_path):
    body = "<p>市科技局局長卓慶表示:</p><ol><li>加快甲。</li><li><p>推進乙。</p></li></ol>"
    assert read_page(tmp_path, body) == "市科技局局長卓慶表示:\n1. 加快甲。\n2. 推進乙。"


@pytest.mark.parametrize(
    ("box", "read_"),
    [
        ("<div><a href=/>市長信箱</a> <a href=/>政務公開</a></div>", ""),
        (
            "<div>各單位請見<a href=/>附件一</a>和<a href=/>附件二</a></div>",
            "各單位請見附件一和附件二",
        ),
        *(
            (f"<div><a href=/>一是推進甲{mark}</a></div>", f"一是推進甲{mark}")
            for mark in ("。", "！", "？", "；")
        ),
    ],
)
def test_a_box_that_only_leads_elsewhere_is_not_read(tmp_path, box, read_):
    assert read_page(tmp_path, f"<p>前言。</p>{box}") == f"前言。\n{read_}".strip()


def test_a_cell_cannot_claim_more_columns_than_a_row_has(tmp_path):
    rows = f"<tr><td colspan={'9' * 5}>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr>"
    assert read_page(tmp_path, f"<table>{rows}</table>") == "甲\t乙\n丙\t丁"
    rows = rows.replace("99999", "9999")
    assert read_page(tmp_path, f"<table>{rows}</table>") == "甲\t甲\t乙\n丙\t丁"


def test_what_a_page_hides_is_not_read(tmp_path):
    body = (
        "<p>一是甲。</p><p style='display: none'>二。</p><!-- 三是丙。 --><p hidden>四是丁。</p>"
        "<style>五</style><div class=sidebar>六是己。</div><div><a href=/>首頁</a></div>"
    )
    assert read_page(tmp_path, body) == "一是甲。"
    unseen = "<p>一是甲<b style='font-size: 0'>二</b>。</p>"
    assert read_page(tmp_path, unseen) == "一是甲。"


def test_a_pointer_to_a_note_is_no_part_of_the_sentence_and_a_power_is(tmp_path):
    body = "<p>新建學校20所<sup>[1]</sup>，公園<sup>②</sup>5萬m<sup>2</sup>。</p>"
    assert read_page(tmp_path, body) == "新建學校20所，公園5萬m2。"


def test_a_page_nested_beyond_reason_is_refused_and_not_cut_short(tmp_path):
    path = tmp_path / "deep.html"
    path.write_text("<div>一是推進甲。" * 5000, encoding="utf-8")
    with pytest.raises(ReadError, match=r"deep\.html: its elements are nested too deep"):
        read(path)
