-- One row per year, unit of any level, indicator and variant of its denominator; is_chosen: the one in force.
-- Sums first, one division last: the only one there is.
-- Nothing reported gives nulls; a denominator of 0 gives a null value; neither is 0.
create table indicator_values as
with parts as (
    select
        year,
        level,
        unit_id,
        indicator_id,
        variant,
        variant_order,
        is_chosen,
        sum(coefficient * value) filter (part = 'numerator') as numerator,
        ceil(sum(coefficient * value) filter (part = 'denominator')) as denominator,
        max(expected) as expected,
        min(reported) as reported
    from rolled_up_measures
    join indicator_terms using (measure_id)
    group by all
)

select
    year,
    level,
    unit_id,
    indicator_id,
    numerator::bigint as numerator,
    denominator::bigint as denominator,
    100.0 * numerator / nullif(denominator, 0) as value_pct,
    expected,
    reported,
    variant,
    variant_order,
    is_chosen
from parts;
