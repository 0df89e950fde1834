-- Organisations, cells among them, that owe a form in a year and that have reported: one row per form.
select
    form_id,
    form_title,
    count(*) as expected,
    count(*) filter (is_reported) as reported
from data_gaps
join declared_forms using (form_id)
where year = $year
group by all
order by any_value(form_order)
