-- What one snapshot holds, in one row.
select
    snapshot.created_at,
    snapshot.parent_id,
    (select string_agg(year::varchar, ', ' order by year) from reported_years) as years,
    (select count(*) from measures) as counts,
    (select count(*) from findings) as warnings
from snapshot
