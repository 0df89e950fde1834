-- The ledger of a year, those that lack the most first: one row per organisation of a level and form.
-- Cells have the forms that every organisation reports. missing: forms that the unit lacks;
-- lacking_cells: cells of an organisation that lack any form.
select
    states.*,
    count(*) filter (not is_reported) over own_forms as missing,
    if(level = 'organisation', coalesce(lacking.cells, 0), null) as lacking_cells,
    bool_or(is_reported is not null) over own_forms as is_expected
from states
left join (
    select organisation_id, count(distinct unit_id) as cells
    from states
    where year = $year and level = 'cell' and not is_reported
    group by organisation_id
) as lacking using (organisation_id)
where year = $year and level = $level and (level = 'organisation' or rows_are = 'every')
window own_forms as (partition by unit_id)
order by missing desc, lacking_cells desc, is_expected desc, name_order, form_order
