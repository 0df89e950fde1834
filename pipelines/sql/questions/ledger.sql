-- Who has reported: one row per grassroots organisation and form that it owes in a year, its cells too.
select
    grassroots_id as unit_id,
    form_id,
    if(bool_and(is_reported), 'reported', 'missing') as state
from data_gaps
where year = $year
group by grassroots_id, form_id
order by grassroots_id, form_id;
