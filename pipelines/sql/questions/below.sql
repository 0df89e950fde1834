-- Units one level below a unit on every target, and what is true of all these units together on one.
with below as (
    select
        progress.* exclude (level_order, target_order),
        unit_list.commune_code,
        unit_list.name_order,
        is_reached,
        is_judged,
        is_judged and not is_reached as is_short,
        commune_code is not null as is_commune
    from progress
    join verdicts using (verdict)
    join unit_list using (unit_id)
    where year = $year
      and progress.level = if($level in ('district', 'sector'), 'organisation', 'cell')
      and $unit_id in ('district', progress.sector_id, progress.organisation_id)
)
select
    * exclude (name_order, is_commune),
    count(*) filter (is_judged) over same_target as judged_units,
    count(*) filter (is_reached) over same_target as reached_units,
    count(*) filter (is_short) over same_target as short_units,
    coalesce(sum(shortfall) filter (is_short) over same_target, 0)::bigint as short_of,
    count(*) filter (is_judged and is_commune) over same_target as judged_communes,
    count(*) filter (is_reached and is_commune) over same_target as reached_communes,
    count(*) filter (is_short and is_commune) over same_target as short_communes,
    coalesce(sum(shortfall) filter (is_short and is_commune) over same_target, 0)::bigint
        as short_of_communes
from below
window same_target as (partition by target_id)
order by value_pct desc nulls last, name_order;
