/**
 * The layout of a party paper (HD 36-HD/VPTW: A4, margins 20 20 30 15 mm, 14 pt, page numbers in the middle of the top from page 2)
 * as a program of Typst. It gets the sheet as JSON and puts its texts down as texts: no letter of them is ever read as a command.
 */
export const TEMPLATE = `
#let sheet = json(bytes(sys.inputs.sheet))
#let (year, month, day, hour, minute, second) = sheet.at

#set document(
  title: sheet.title,
  author: sheet.head.issuer,
  date: datetime(year: year, month: month, day: day, hour: hour, minute: minute, second: second),
)
#set page(
  paper: "a4",
  margin: (top: 20mm, bottom: 20mm, left: 30mm, right: 15mm),
  header-ascent: 6mm,
  header: context {
    set par(first-line-indent: 0pt)
    if counter(page).get().first() > 1 { align(center, text(size: 13pt, counter(page).display())) }
    if sheet.draft { place(right + bottom, text(size: 13pt, weight: "bold", fill: luma(110))[DỰ THẢO]) }
  },
  background: if sheet.draft {
    place(center + horizon, rotate(-50deg, text(size: 96pt, weight: "bold", fill: luma(226))[DỰ THẢO]))
  },
)
#set text(font: "Tinos", size: 14pt, lang: "vi", region: "vn", fallback: false, hyphenate: false, overhang: false)
#set par(justify: true, leading: 9pt, spacing: 14pt, first-line-indent: (amount: 12.7mm, all: true))
#set block(spacing: 14pt)

#let plain(body, gap: 6pt) = {
  set par(justify: false, first-line-indent: 0pt, leading: gap, spacing: gap)
  body
}
#let face(run) = text(
  weight: if run.at("bold", default: false) { "bold" } else { "regular" },
  style: if run.at("italic", default: false) { "italic" } else { "normal" },
  run.text,
)

// The body that issues it left, the Party right.
#let head = plain(grid(
  columns: (44%, 56%),
  column-gutter: 0pt,
  align: center,
  {
    if sheet.head.above != none { text(sheet.head.above); linebreak() }
    text(weight: "bold", sheet.head.issuer)
    linebreak()
    text("*")
    if sheet.head.number != none { linebreak(); text(sheet.head.number) }
  },
  {
    text(size: 15pt, weight: "bold", underline(offset: 4pt, stroke: 0.7pt, evade: false)[ĐẢNG CỘNG SẢN VIỆT NAM])
    v(8pt, weak: true)
    text(style: "italic", sheet.head.placeAndDate)
  },
))

// Where one of two has an office, the other leaves its line empty, so that their names stand beside each other.
#let signature(one, with-office) = align(center, {
  text(weight: "bold", one.as)
  linebreak()
  if one.office != "" { text(one.office) } else if with-office { text(" ") }
  if one.signed == none { v(21mm) } else {
    v(3mm)
    text(size: 11pt, style: "italic", one.signed)
    v(6mm)
  }
  text(weight: "bold", one.name)
})

// A closing sentence and the signatures stay on one page: no page has signatures alone.
#let ending(it) = block(breakable: false, width: 100%, {
  let with-office = (it.left, it.right).any(one => one != none and one.office != "")
  text(it.closing)
  v(6pt)
  plain(grid(
    columns: (1fr, 1fr),
    column-gutter: 6mm,
    {
      if it.left != none { signature(it.left, with-office) }
      if it.recipients.len() > 0 {
        text(size: 14pt, underline(offset: 2.5pt)[Nơi nhận:])
        for line in it.recipients { linebreak(); text(size: 12pt, line) }
      }
    },
    signature(it.right, with-office),
  ))
})

#let rows(it) = {
  set text(size: 13pt)
  let shares = it.columns.map(column => column.share * 1fr)
  let aligned = it.columns.map(column => if column.align == "center" { center } else { left })
  let cell(value, weight: "regular") = {
    // A short cell moves to the next page as a whole; only one that fills a page breaks.
    let set-text = plain(gap: 6pt, text(weight: weight, value))
    if value.len() < 1500 { block(breakable: false, set-text) } else { set-text }
  }
  block(width: 100%, breakable: true, table(
    columns: shares,
    stroke: 0.5pt,
    inset: (x: 4pt, y: 5pt),
    align: (x, y) => (if y == 0 { center } else { aligned.at(x) }) + horizon,
    table.header(..it.columns.map(column => cell(column.title, weight: "bold"))),
    ..it.rows.enumerate().map(((index, row)) => row.enumerate().map(((place, value)) => {
      let body = cell(value, weight: if index in it.boldRows { "bold" } else { "regular" })
      if place == 0 and it.rowMm > 0 { box(height: it.rowMm * 1mm - 10pt, align(horizon, body)) } else { body }
    })).flatten(),
  ))
}

#head
#v(12pt)
#plain(align(center, block(sticky: true, {
  text(size: 16pt, weight: "bold", sheet.heading)
  for line in sheet.extract { linebreak(); text(weight: "bold", line) }
})))
#v(6pt)

#for it in sheet.blocks {
  if it.kind == "heading" {
    if it.level == 1 { block(sticky: true, above: 16pt, plain(text(weight: "bold", it.text))) } else {
      block(sticky: true, pad(left: 12.7mm, plain(text(weight: "bold", style: "italic", it.text))))
    }
  } else if it.kind == "text" {
    let body = it.runs.map(face).join()
    if it.align == "center" { align(center, plain(body)) } else if it.align == "hanging" {
      pad(left: 12.7mm, par(first-line-indent: 0pt, hanging-indent: 3mm, text("- ") + body))
    } else { par(body) }
  } else if it.kind == "table" { rows(it) } else if it.kind == "note" {
    plain(gap: 4pt, text(size: 10pt, style: "italic", it.text))
  } else { ending(it) }
}
`;
