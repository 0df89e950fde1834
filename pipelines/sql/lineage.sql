-- From a number to the counts and the cells behind it:
-- one row per year, unit, number, term of the formula and organisation counted.
create view lineage as
select
    scopes.year,
    scopes.level,
    scopes.unit_id,
    number_terms.number_id,
    number_terms.part,
    number_terms.coefficient,
    declared_measures.measure_id,
    declared_measures.measure_name,
    scopes.source_id,
    source.unit_name as source_name,
    measures.value,
    declared_forms.form_id,
    declared_forms.form_title,
    measures.file,
    measures.sheet,
    measures.cell,
    sources.sha256,
    sources.read_at
from scopes
join declared_measures using (counted_at)
join declared_forms using (form_id)
join number_terms using (measure_id)
join units as source on source.unit_id = scopes.source_id
left join measures
    on measures.unit_id = scopes.source_id
    and measures.year = scopes.year
    and measures.measure_id = declared_measures.measure_id
left join sources
    on sources.form_id = measures.form_id
    and sources.year = measures.year
    and sources.file = measures.file
    and sources.sheet = measures.sheet;
