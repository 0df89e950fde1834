-- Arrivals for a snapshot that an earlier version wrote without them: the days on which its files were read.
select
    measures.unit_id,
    measures.form_id,
    measures.year,
    min(sources.read_at)::date as arrived_on
from measures
join sources using (form_id, year, file, sheet)
group by measures.unit_id, measures.form_id, measures.year
