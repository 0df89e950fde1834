-- From a result to the counts and the cells behind it:
-- one row per year, unit, target, term of the formula and organisation counted.
create view lineage as
select
    scopes.year,
    scopes.level,
    scopes.unit_id,
    indicator_terms.indicator_id as target_id,
    indicator_terms.part,
    indicator_terms.coefficient,
    declared_measures.measure_id,
    declared_measures.measure_name,
    scopes.source_id,
    measures.value,
    measures.file,
    measures.sheet,
    measures.cell,
    sources.sha256,
    sources.read_at
from scopes
join declared_measures using (counted_at)
join indicator_terms using (measure_id)
left join measures
    on measures.unit_id = scopes.source_id
    and measures.year = scopes.year
    and measures.measure_id = declared_measures.measure_id
left join sources
    on sources.form_id = measures.form_id
    and sources.year = measures.year
    and sources.file = measures.file
    and sources.sheet = measures.sheet;
