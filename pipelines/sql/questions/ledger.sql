-- Who has reported, those that lack the most first: one row per grassroots organisation and form that
-- it owes in a year, its cells too; missing: the forms that it lacks.
with owed as (
    select grassroots_id, form_id, bool_and(is_reported) as is_reported
    from data_gaps
    where year = $year
    group by grassroots_id, form_id
)
select
    grassroots_id as unit_id,
    form_id,
    if(is_reported, 'reported', 'missing') as state,
    count(*) filter (not is_reported) over (partition by grassroots_id) as missing
from owed
order by missing desc, grassroots_id, form_id;
