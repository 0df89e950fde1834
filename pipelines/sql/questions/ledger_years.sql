-- How many of the organisations that owe a form have reported it: one row per declared year and form.
-- Of a year of which nothing has come, who owes is not known: nulls.
select
    year,
    due_on,
    form_id,
    counted.expected,
    counted.reported,
    counted.overdue,
    counted.late
from (select year from due_days union select year from reported_years)
join declared_forms on kind <> 'register'
left join due_days using (year)
left join (
    select
        year,
        form_id,
        count(is_reported) as expected,
        count(*) filter (is_reported) as reported,
        count(*) filter (state = 'overdue') as overdue,
        count(*) filter (state = 'late') as late
    from states
    where level = 'organisation'
    group by year, form_id
) as counted using (year, form_id)
order by year desc, form_order
