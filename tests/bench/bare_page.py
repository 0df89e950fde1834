"""The floor of a first visit: a title and one line."""

import streamlit as st

st.title("Trang trống")
st.write("Một dòng.")
