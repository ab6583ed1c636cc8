"""Files as other programs write them, made for the tests: pages of site systems, Word documents, PDFs, archives."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping, Sequence

PARAGRAPHS = (
    "近日，青川县委组织部抽调86名党员干部下沉一线，由32名县级领导包保14个乡镇，确保防汛责任落到每一个人、每一段堤坝。",
    "县应急局牵头组建3支突击队，会同县水利局、县气象局联合值守。县委书记李明任防汛指挥部指挥长，各乡镇须每日报告险情处置进展。",
    "县财政局向各乡镇拨付防汛资金200万元，县审计局跟踪监督资金使用，县纪委监委派出5个督查组下沉险工险段明察暗访。",
)
TITLE = "青川县压实防汛责任 党员冲在最前沿"
LEADERS = (
    ("张伟", "县委书记", "主持县委全面工作"),
    ("李娜", "县委副书记、县长", "主持县政府全面工作"),
    ("王强", "副县长", "分管县农业农村局、县水利局"),
    ("赵敏", "副县长", "分管县教育局、县卫健局"),
)
_HEAD = (
    f'<title>{TITLE}-青川县人民政府</title><meta name="SiteName" content="青川县人民政府">'
    f'<meta name="ArticleTitle" content="{TITLE}"><meta name="PubDate" content="2023-07-18 09:00">'
    '<meta name="ContentSource" content="县委组织部">'
)
_MENU = '<ul><li><a href="/">首页</a></li><li><a href="/zw">政务公开</a></li><li><a href="/ld">领导之窗</a></li></ul>'
_LINKS = "".join(f'<li><a href="/{n}">关于做好第{n}批项目申报工作的通知</a></li>' for n in range(12))
_INFO = (
    "发布时间：2023-07-18 09:00&nbsp;&nbsp;来源：县委组织部&nbsp;&nbsp;作者：王芳&nbsp;&nbsp;浏览次数："
    "<script>document.write(count)</script>12"
)
_FOOT = "主办单位：青川县人民政府办公室　联系电话：0000-1234567<br>蜀ICP备12345678号"


def _p(paragraphs: Sequence[str] = PARAGRAPHS) -> str:
    # As editors wrap lines: in the middle of a word.
    return "".join(f'<p style="text-indent:2em">　　{p[:17]}\n      {p[17:]}</p>\n' for p in paragraphs)


# Skeletons of pages as different site systems put them together; each holds TITLE, its byline and PARAGRAPHS.
PAGES: Mapping[str, str] = {
    "trs": f"""<!DOCTYPE html><html><head><meta charset="utf-8">{_HEAD}</head><body>
        <div class="header">{_MENU}</div><div class="crumbs">当前位置：<a>首页</a> &gt; <a>要闻</a></div>
        <div class="xl"><h1>{TITLE}</h1><div class="xx">{_INFO}</div>
        <div class="view TRS_UEDITOR trs_paper_default"><style>.a{{}}</style>{_p()}</div>
        <div class="bdsharebuttonbox">分享到：<a>微信</a></div></div>
        <div class="related-news"><ul>{_LINKS}</ul></div><div class="footer">{_FOOT}</div></body></html>""",
    "vsb": f"""<html><head>{_HEAD.replace("ContentSource", "Other")}</head><body><form name="_newscontent_fromname">
        <h3 align="center">{TITLE}</h3><div align="center">{_INFO}</div>
        <div id="vsb_content_2"><div class="v_news_content">{_p()}</div></div>
        <p>上一条：<a>通知</a></p><p>下一条：<a>公告</a></p>【<a>关闭</a>】</form>
        <div id="foot">{_FOOT}</div></body></html>""",
    "layout tables": f"""<html><head><title>青川县人民政府 {TITLE}</title></head><body>
        <table width="1000"><tr><td><a>首页</a></td><td><a>概况</a></td><td><a>政务</a></td></tr></table>
        <table width="1000"><tr><td width="200">{_MENU}</td><td><table><tr><td align="center"><b>{TITLE}</b></td></tr>
        <tr><td align="center">{_INFO}</td></tr><tr><td id="zoom">{"<br><br>".join("　　" + p for p in PARAGRAPHS)}</td>
        </tr><tr><td>【打印】 【关闭】</td></tr></table></td></tr></table>
        <table><tr><td>{_FOOT}</td></tr></table></body></html>""",
    "no names at all": f"""<html><head>{_HEAD}</head><body><div>{_MENU}</div><div><div><h1>{TITLE}</h1>
        <div>{_INFO}</div><div>{_p()}</div></div><div><h4>相关链接</h4><ul>{_LINKS}</ul></div></div><div>{_FOOT}</div></body></html>""",
    "wechat": f"""<html><head><meta property="og:title" content="{TITLE}"></head><body><div class="rich_media_area">
        <h1 class="rich_media_title">{TITLE}</h1><div><span>{_INFO}</span></div>
        <div class="rich_media_content" id="js_content" style="visibility: hidden; opacity: 0;">
        {"".join(f"<section><span>{p}</span></section>" for p in PARAGRAPHS)}</div></div></body></html>""",
    "html5": f"""<!doctype html><html lang="zh"><head>{_HEAD}</head><body><header><nav>{_MENU}</nav></header>
        <main><article><h1>{TITLE}</h1><p class="meta">{_INFO}</p>{_p()}</article><aside>{_LINKS}</aside></main>
        <footer>{_FOOT}</footer></body></html>""",
    "word": f"""<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><title>附件1</title></head>
        <body lang=ZH-CN><div class=WordSection1><p class=MsoTitle>{TITLE}</p><p class=MsoNormal>{_INFO}</p>
        {"".join(f"<p class=MsoNormal><span>{p}</span><o:p></o:p></p>" for p in PARAGRAPHS)}</div></body></html>""",
}


def leaders_page(kind: str) -> str:
    """Return a page of leaders as a table, a layout table with a table in it, a definition list, or cards."""
    rows = "".join(f"<tr><td>{n}</td><td>{p}</td><td>{d}</td></tr>" for n, p, d in LEADERS)
    table = f"<table border=1><tr><th>姓名</th><th>职务</th><th>分工</th></tr>{rows}</table>"
    terms = "".join(f"<dt>{n}</dt><dd>{p}</dd>" for n, p, _ in LEADERS)
    cards = "".join(
        f'<li class="item"><a href="/ld/{i}"><img src="{i}.jpg"><h3>{n}</h3></a><p>{p}</p><p>{d}</p></li>'
        for i, (n, p, d) in enumerate(LEADERS)
    )
    inner = {
        "table": table,
        "layout": f"<table width=100%><tr><td>{table}</td></tr></table>",
        "definitions": f"<dl>{terms}</dl>",
        "cards": f'<ul class="list">{cards}</ul>',
    }[kind]
    return f"""<html><head><title>领导之窗_青川县人民政府</title></head><body><div class="nav">{_MENU}</div>
        <div class="wrap"><h2>领导之窗</h2>{inner}</div><div class="foot">{_FOOT}</div></body></html>"""


def docx(body: str | None = None, **parts: str) -> bytes:
    """Return a Word document; with `body`, one written by hand with this in its `w:body`."""
    if body is None:
        import docx as word

        document = word.Document()
        document.add_heading(TITLE, 0)
        document.add_paragraph("发布时间：2023-07-18    来源：县委组织部")
        for paragraph in PARAGRAPHS:
            document.add_paragraph(paragraph)
        table = document.add_table(rows=0, cols=3)
        for leader in LEADERS:
            for cell, text in zip(table.add_row().cells, leader, strict=True):
                cell.text = text
        document.add_paragraph("青川县人民政府办公室")
        file = io.BytesIO()
        document.save(file)
        return file.getvalue()
    xml = (
        '<?xml version="1.0" encoding="UTF-8"?>' + parts.pop("prolog", "") + '<w:document xmlns:w="http://schemas.'
        'openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility'
        f'/2006"><w:body>{body}</w:body></w:document>'
    )
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": xml, **parts})


def pdf(*, columns: int = 1, times: int = 4) -> bytes:
    """Return a PDF of the article, some pages long, with running heads, page numbers and a table at its end."""
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.pdfgen.canvas import Canvas
    from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph, Table

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    style = ParagraphStyle("body", fontName="STSong-Light", fontSize=12, leading=20, firstLineIndent=24, wordWrap="CJK")

    def furniture(canvas: Canvas, document: BaseDocTemplate) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawString(72, 810, "青川县防汛抗旱指挥部工作简报")
        canvas.drawCentredString(300, 30, f"— {document.page} —")

    file = io.BytesIO()
    document = BaseDocTemplate(file, invariant=True)
    width, height = document.pagesize
    frames = [Frame(72, 72, width - 144, height - 144)]
    if columns == 2:
        frames = [Frame(x, 72, width / 2 - 60, height - 144) for x in (50, width / 2 + 10)]
    document.addPageTemplates([PageTemplate(frames=frames, onPage=furniture)])
    story = [Paragraph(text, style) for text in (TITLE, *PARAGRAPHS * times)]
    document.build([*story, Table(LEADERS, style=[("FONT", (0, 0), (-1, -1), "STSong-Light")])])
    return file.getvalue()


def scan() -> bytes:
    """Return a PDF whose pages are pictures."""
    from reportlab.pdfgen.canvas import Canvas

    file = io.BytesIO()
    canvas = Canvas(file, invariant=True)
    for _ in range(3):
        canvas.rect(100, 100, 300, 500, fill=1)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def zipped(files: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a ZIP archive."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def tarred(files: Mapping[str, bytes], links: Mapping[str, str] | None = None) -> bytes:
    """Return a TAR archive; `links` are symbolic links."""
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, content in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
        for name, target in (links or {}).items():
            member = tarfile.TarInfo(name)
            member.type, member.linkname = tarfile.SYMTYPE, target
            archive.addfile(member)
    return file.getvalue()


def warc(pages: Mapping[str, bytes], *, gzip: bool = True) -> bytes:
    """Return a crawl of these pages, each with its request, and one that was not found."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    file = io.BytesIO()
    writer = WARCWriter(file, gzip=gzip)
    writer._create_temp_file = io.BytesIO  # warcio leaves its temporary files open, and Python warns of that
    for address, content in pages.items():
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(address, "response", payload=io.BytesIO(content), http_headers=headers)
        )
    headers = StatusAndHeaders("404 Not Found", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    writer.write_record(
        writer.create_warc_record("http://x/404", "response", payload=io.BytesIO(b"<html>no"), http_headers=headers)
    )
    return file.getvalue()
