-- The rating that an organisation itself got in a year, "not rated" among them.
create view own_ratings as
select
    organisation.unit_id,
    organisation.year,
    declared_measures.measure_id,
    declared_measures.measure_name,
    unit_list.organisation_id,
    unit_list.level,
    unit_list.name_order
from organisations_in_year as organisation
join measures on measures.unit_id = organisation.unit_id and measures.year = organisation.year
join declared_measures using (measure_id)
join declared_forms on declared_forms.form_id = declared_measures.form_id
join unit_list on unit_list.unit_id = organisation.unit_id
where declared_forms.kind = 'marks' and measures.value = 1;
