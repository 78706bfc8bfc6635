#!/usr/bin/env python3
"""Writes one file of every format that other programs make. Usage: make_files.py FOLDER

The programs are pandoc, openpyxl, odfpy, reportlab, srt, webvtt, feedgenerator, the standard library of Python, qpdf, zip
and tar. What no program would write, such as the bombs, is written here.
"""
import datetime
import pathlib
import subprocess
import sys
import zipfile

MARKDOWN = """---
title: The Lighthouse Book
author: Ada Keeper
lang: en
---

# Lamps and lenses

The **first lamp** burned whale oil; see [the museum](https://example.org/lamps).[^oil]

[^oil]: Spermaceti was dearer.

## Care

1. trim the wick
2. polish the lens
   - with chamois
   - never with sand

| Lens   | Range |
|--------|------:|
| First  | 21 nm |
| Fourth | 14 nm |

# Weather ☂

Fog signals sound — every “forty seconds” in Ærø.
"""

SLIDES = """% Harbour safety
% Ada Keeper

# Ropes

- check daily
    - and dry

::: notes
Show the frayed one.
:::

# Boats

| Name | Berth |
|------|-------|
| Skua | 12    |
"""


def run(*command, **options):
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, **options)


def pandoc(folder, name, text):
    run("pandoc", "-f", "markdown", "-s", "-o", folder / name, input=text.encode())


def workbook(path):
    import openpyxl
    from openpyxl.comments import Comment
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Tides"
    sheet.append(["Port", "Day", "Height", "Share", "Price"])
    sheet.append(["Ærø | north", datetime.date(2024, 2, 29), 1234.5, 0.125, -3])
    sheet.append(["Skagen", datetime.datetime(2023, 12, 31, 18, 5), 0.30000000000000004, 1, 2])
    sheet["B2"].number_format = "yyyy-mm-dd"
    sheet["B3"].number_format = "d mmm yyyy h:mm AM/PM"
    sheet["C2"].number_format = "#,##0.00"
    sheet["D2"].number_format = sheet["D3"].number_format = "0.0%"
    sheet["E2"].number_format = sheet["E3"].number_format = '"€" 0.00;(0.00)'
    sheet["A3"].hyperlink = "https://example.org/skagen"
    sheet["C3"].comment = Comment("measured twice", "Ada")
    book.create_sheet("Crew & boats").append([True, "x" * 3, None, 42])
    book.save(path)


def odf_sheet(path):
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P
    document = OpenDocumentSpreadsheet()
    for name, rows in (("Lamps", [["Lamp", "Since"], ["Argand", "1780"]]), ("Empty", [])):
        table = Table(name=name)
        for values in rows:
            row = TableRow()
            for value in values:
                cell = TableCell(numbercolumnsrepeated=1)
                cell.addElement(P(text=value))
                row.addElement(cell)
            table.addElement(row)
        table.addElement(TableRow(numberrowsrepeated=1048576))
        document.spreadsheet.addElement(table)
    document.save(path)


def pdf(path):
    from reportlab.pdfgen import canvas
    page = canvas.Canvas(str(path))
    page.setTitle("Chart room")
    page.setAuthor("Ada Keeper")
    for number, words in enumerate(("Bearings are true.", "Soundings in fathoms.", "Notices to mariners."), 1):
        page.drawString(72, 720, f"Sheet {number}. {words}")
        page.showPage()
    page.save()


def report(path):
    """Pages with running heads and feet, as offices print them."""
    from reportlab.pdfgen import canvas
    page = canvas.Canvas(str(path))
    topics = ("dredging", "lamps", "moorings", "pilots", "tolls", "weather")
    for number, topic in enumerate(topics, 1):
        page.drawString(72, 780, "Harbour board - annual report")
        page.drawString(72, 720, f"Chapter on {topic}.")
        page.drawString(72, 700, f"The board spent {number * 130} crowns on {topic}.")
        page.drawString(300, 40, f"Page {number + 4} of 20")
        page.showPage()
    page.save()


def package(path, **parts):
    """An office file around the given parts, which are written by hand because no program would."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)


def looping_pdf(path):
    """Forms that draw each other ten times, twelve levels deep: 10^12 lines of text."""
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
               "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> "
               "/XObject << /X 6 0 R >> >> >>",
               "<< /Length 5 >>\nstream\n/X Do\nendstream", "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"]
    for level in range(12):
        body = "BT /F 12 Tf (a) Tj ET" if level == 11 else "/X Do " * 10
        objects.append(f"<< /Type /XObject /Subtype /Form /BBox [0 0 612 792] /Resources << /Font << /F 5 0 R >> "
                       f"/XObject << /X {min(level + 7, 17)} 0 R >> >> /Length {len(body)} >>\nstream\n{body}\nendstream")
    out, offsets = "%PDF-1.4\n", []
    for number, text in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{text}\nendobj\n"
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    path.write_text(f"{out}xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
                    f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n")


def bombs(folder):
    zeros = folder / "zeros.txt"
    zeros.write_bytes(b"0" * (40 << 20))
    run("zip", "-qm", "zeros.zip", "zeros.txt", cwd=folder)
    with zipfile.ZipFile(folder / "many.zip", "w") as archive:
        for number in range(10_001):
            archive.writestr(f"{number}.txt", "x")
    run("zip", "-q", "nest0.zip", "zeros.zip", cwd=folder)
    for level in range(1, 6):
        run("zip", "-qm", f"nest{level}.zip", f"nest{level - 1}.zip", cwd=folder)
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    package(folder / "laughs.docx", word__document_xml=f'<!DOCTYPE d [<!ENTITY l0 "lol">{laughs}]><d><body><p>&l9;</p></body></d>')
    package(folder / "deep.docx", word__document_xml="<a>" * 100_000 + "</a>" * 100_000)
    package(folder / "spaces.docx", word__document_xml="<d>" + " " * (40 << 20) + "</d>")
    package(folder / "endless.ods", content_xml='<d xmlns:t="t"><body><spreadsheet><t:table t:name="x"><t:table-row t:number-rows-repeated="9999999">'
            '<t:table-cell t:number-columns-repeated="9999999"><p>x</p></t:table-cell></t:table-row></t:table></spreadsheet></body></d>')
    looping_pdf(folder / "loop.pdf")


def mail(folder):
    import email.message
    import mailbox
    inner = email.message.EmailMessage()
    inner["Subject"] = "Inner"
    inner.set_content("forwarded words\n")
    message = email.message.EmailMessage()
    message["Subject"] = "Leuchtfeuer für Ærø"
    message["From"] = "Ada Keeper <ada@example.org>"
    message["To"] = "crew@example.org"
    message["Date"] = "Thu, 29 Feb 2024 18:05:00 +0000"
    message.set_content("The lamp is “lit”.\nFrom now on, daily.\n", cte="quoted-printable")
    message.add_alternative("<p>The <b>lamp</b> as HTML</p>", subtype="html")
    message.add_attachment("# Deck notes\n", subtype="markdown", filename="nötes.md")
    message.add_attachment(b"\x89PNG\r\n\x1a\n", maintype="image", subtype="png", filename="lamp.png")
    message.add_attachment(inner)
    for part, boundary in ((message, "outer"), (message.get_payload(0), "inner")):
        part.set_boundary(boundary)  # not a random one: the fuzzer's findings can be repeated
    (folder / "mail.eml").write_bytes(bytes(message))
    box = mailbox.mbox(folder / "mail.mbox")
    box.add(message)
    box.add("Subject: second\n\nFrom the tower\n")
    box.close()


def database(path):
    import sqlite3
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.executescript("""
        CREATE TABLE boats (name TEXT, length REAL, photo BLOB, berth INTEGER, label TEXT AS (name || ' at ' || berth));
        CREATE TABLE "odd ""name" (note TEXT);
        CREATE VIRTUAL TABLE words USING fts5(body);
        CREATE VIEW endless AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n;
        INSERT INTO boats VALUES ('Skua', 7.5, x'0102', 12), ('Ærø', NULL, NULL, 3);
        INSERT INTO "odd ""name" VALUES ('dry | moored');
        INSERT INTO words VALUES ('not read');""")
    connection.commit()
    connection.close()


def data(folder):
    """Data files by the standard library of Python."""
    import csv
    import json
    import xml.etree.ElementTree as tree
    rows = [["Port", "Note", "Depth"], ["Ærø", 'says "calm", mostly', "7"], ["Skagen", "two\nlines", "12"]]
    with open(folder / "ports.csv", "w", newline="", encoding="utf-8") as out:
        csv.writer(out).writerows(rows)
    with open(folder / "ports-excel.csv", "w", newline="", encoding="utf-16") as out:
        csv.writer(out, delimiter=";", quoting=csv.QUOTE_ALL).writerows(rows)
    with open(folder / "ports.tsv", "w", newline="", encoding="latin-1") as out:
        csv.writer(out, csv.excel_tab).writerows(rows)
    root = tree.Element("harbour", {"name": "Ærø"})
    tree.SubElement(root, "title").text = "Harbour guide"
    berth = tree.SubElement(root, "berth", {"id": "12"})
    tree.SubElement(berth, "boat").text = "Skua"
    note = tree.SubElement(berth, "note")
    note.text = "moored & "
    tree.SubElement(note, "b").text = "dry"
    tree.indent(root)
    tree.ElementTree(root).write(folder / "harbour.xml", encoding="iso-8859-1", xml_declaration=True)
    database(folder / "harbour.db")
    records = [{"id": n, "title": f"Notice {n}", "body": f"Light {n} is out."} for n in range(1, 4)]
    (folder / "notices.json").write_text(json.dumps({"notices": records}))
    (folder / "notices.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records))


def subtitles(folder):
    import datetime
    import srt
    import webvtt
    said = ("Land ho!", "Two points\nto port, <i>ahoy</i>.", "Ærø — 3 < 4 & “all’s well”.")
    cues = [srt.Subtitle(number, datetime.timedelta(minutes=number, milliseconds=500), datetime.timedelta(minutes=number, seconds=4), words)
            for number, words in enumerate(said, 1)]
    (folder / "watch.srt").write_text(srt.compose(cues), encoding="utf-8")
    webvtt.from_srt(str(folder / "watch.srt")).save(str(folder / "watch.vtt"))


def feeds(folder):
    import datetime
    import feedgenerator
    for name, kind in (("notices.rss", feedgenerator.Rss201rev2Feed), ("notices.atom", feedgenerator.Atom1Feed)):
        feed = kind(title="Notices to mariners", link="https://example.org/", description="Lights and buoys of Ærø", language="en")
        for number, words in enumerate(("<p>The <b>first lamp</b> is out &amp; dark.</p>", "Buoy 7 drifts — keep clear."), 1):
            feed.add_item(title=f"Notice {number}", link=f"https://example.org/notices/{number}", description=words,
                          author_name="Ada Keeper", pubdate=datetime.datetime(2024, 2, 27 + number, 18, 5))
        with open(folder / name, "w", encoding="utf-8") as out:
            feed.write(out, "utf-8")


def main(folder):
    mail(folder)
    data(folder)
    subtitles(folder)
    feeds(folder)
    (folder / "bombs").mkdir()
    bombs(folder / "bombs")
    for name in ("book.docx", "book.odt", "book.epub", "book.rtf", "book.ipynb", "book.html"):
        pandoc(folder, name, MARKDOWN)
    pandoc(folder, "slides.pptx", SLIDES)
    workbook(folder / "tides.xlsx")
    odf_sheet(folder / "lamps.ods")
    pdf(folder / "chart.pdf")
    report(folder / "report.pdf")
    run("qpdf", "--encrypt", "user", "owner", "256", "--", folder / "chart.pdf", folder / "locked.pdf")
    inner = folder / "inner"
    inner.mkdir()
    (inner / "notes.md").write_text("# Deck notes\n")
    (inner / "latin.txt").write_bytes("Ein Leuchtturm für Schiffe auf hoher See".encode("latin-1"))
    (inner / "lamp.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (inner / ("long" * 40 + ".txt")).write_text("a long name")
    (inner / "link.txt").symlink_to("/etc/passwd")
    run("tar", "-C", inner, "--sort=name", "--format=gnu", "-czf", folder / "gnu.tar.gz", ".")
    run("tar", "-C", inner, "--sort=name", "--format=pax", "-cf", folder / "pax.tar", ".")
    run("zip", "-qry", folder / "inner.zip", ".", cwd=inner)
    run("zip", "-qP", "secret", folder / "locked.zip", "notes.md", cwd=inner)
    run("zip", "-q", folder / "outer.zip", "inner.zip", "pax.tar", "book.docx", cwd=folder)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]).resolve())
