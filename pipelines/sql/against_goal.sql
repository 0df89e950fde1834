-- One row per year, unit of any level, target and variant of its denominator: the counts against the goal.
--   needed   smallest count that meets the goal (for a ceiling: the count that is goal and ceiling at once)
--   is_over  above a ceiling; is_met: the goal is reached. Null where nothing was reported.
-- Goals are compared as whole hundredths of a percent, so that 80% is 80%.
create view against_goal as
with counted as (
    select
        indicator_values.* exclude (indicator_id),
        targets.*,
        (100 * goal_pct)::bigint as goal,
        case rule
            when 'at_least' then (goal * denominator + 9999) // 10000
            when 'above' then goal * denominator // 10000 + 1
            when 'ceiling' then goal * denominator // 10000
        end as needed,
        rule = 'ceiling' and 10000 * numerator > goal * denominator as is_over
    from indicator_values
    join targets on targets.target_id = indicator_values.indicator_id
)

select
    *,
    not is_over and numerator >= needed as is_met
from counted;
