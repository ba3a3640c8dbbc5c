"""Entry of the web builder: header and navigation; nothing else."""

import streamlit as st

from pages import home
from pages.widgets.header import draw_header

st.set_page_config(page_title="Fluxo", page_icon=":material/account_tree:", layout="wide")
page = st.navigation([st.Page(home.show, title="Fluxo", default=True)], position="hidden")
draw_header()
page.run()
