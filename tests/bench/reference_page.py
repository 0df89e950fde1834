"""What a page of this kind takes without any framework of ours: straight from the snapshot.

`streamlit run reference_page.py`, with the file of the snapshot in `SOKET_BENCH_SNAPSHOT`.
"""

import os

import duckdb
import plotly.express as px
import streamlit as st

YEARS = [2020, 2021, 2022, 2023, 2024, 2025]
DISTRICT = "select * from progress where level = 'district' and year = $year"
UNITS = "select * from progress where level = 'organisation' and year = $year"
VERDICTS = "select verdict, count(*) as units from progress where year = $year group by verdict"

year = st.segmented_control("Năm", YEARS, default=2024)
with duckdb.connect(os.environ["SOKET_BENCH_SNAPSHOT"], read_only=True) as connection:
    district, units, verdicts = (
        connection.sql(query, params={"year": year}).pl() for query in (DISTRICT, UNITS, VERDICTS)
    )
left, right = st.columns(2)
left.metric("Chỉ tiêu", district.height)
right.metric("Dòng", units.height)
st.plotly_chart(px.bar(district, x="target_id", y="value_pct", title=f"Toàn huyện {year}"))
st.plotly_chart(px.strip(units, x="target_id", y="value_pct", title=f"Các tổ chức {year}"))
st.plotly_chart(px.bar(verdicts, x="verdict", y="units", title=f"Đánh giá {year}"))
st.dataframe(units)
