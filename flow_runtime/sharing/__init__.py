"""A flow as something to hand around: a drawing, a picture, a document for a meeting; pure.

drawing.py       where everything stands and what it says, made from a document
routes.py        the ways of lines around cards
lanes.py         stages as columns
palette.py       colours, icons and words of the families
lettering.py     widths of texts in the fonts beside it
painting.py      a drawing put on any paper; legend.py, plates.py: with legend and title
svg.py png.py pdf_sheet.py   the papers
sign_off.py      the PDF for a meeting: cover.py, drawing_pages.py, tiles.py, script_pages.py
dependencies.py  which flow needs which other flow, queue and connection
"""
