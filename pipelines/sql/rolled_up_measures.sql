-- One row per year, unit of any level and measure: the sum over the organisations that count,
-- how many of them are expected to report and how many did.
create table rolled_up_measures as
select
    scopes.year,
    scopes.level,
    scopes.unit_id,
    declared_measures.measure_id,
    sum(measures.value)::bigint as value,
    count(*)::bigint as expected,
    count(measures.value)::bigint as reported
from scopes
join declared_measures using (counted_at)
left join measures
    on measures.unit_id = scopes.source_id
    and measures.year = scopes.year
    and measures.measure_id = declared_measures.measure_id
group by all;
