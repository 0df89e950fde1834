-- A result with every denominator that the setting allows, judged by the figure alone.
select
    variant, is_chosen, numerator, denominator, value_pct,
    case
        when value_pct is null then null
        when is_over then 'over_ceiling'
        when is_met then 'met'
        else 'not_met'
    end as verdict
from against_goal
where year = $year and level = $level and unit_id = $unit_id and target_id = $target_id
order by variant_order
