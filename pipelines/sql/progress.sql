-- One row per year, unit of any level and target: the indicator against its goal.
--   pace       done ÷ expected on the straight line from the base year to the due year
--   projected  the value in the last year of the programme if the average yearly change since the base year goes on
--   is_small   so few that a share says little: marked and not ranked (see ranks.sql)
create table progress as
with chosen as (
    select * from against_goal where is_chosen
),

measured as (
    select
        this.*,
        base.value_pct as base_pct,
        before.value_pct as previous_pct
    from chosen as this
    left join chosen as base
        on base.level = this.level and base.unit_id = this.unit_id
        and base.target_id = this.target_id
        and base.year = (select base_year from programme)
    left join chosen as before
        on before.level = this.level and before.unit_id = this.unit_id
        and before.target_id = this.target_id
        and before.year = this.year - 1
),

judged as (
    select
        *,
        base_pct >= goal_pct as was_met,
        due is not null and year < due as is_before_due,
        year = (select base_year from programme) as is_base,
        year - (select base_year from programme) as years_done,
        (select last_year from programme) - year as years_left,
        round(
            (value_pct - base_pct) * (due - (select base_year from programme))
            / nullif((goal_pct - base_pct) * (year - (select base_year from programme)), 0),
            9
        ) as pace
    from measured
)

select
    judged.year,
    judged.level,
    judged.unit_id,
    unit_names.unit_name,
    judged.target_id,
    judged.numerator,
    judged.denominator,
    judged.value_pct,
    judged.goal_pct,
    case
        when reported = 0 then 'not_reported'
        when denominator = 0 then 'not_applicable'
        when is_over then 'over_ceiling'
        when is_met and is_before_due and was_met and not is_base then 'kept'
        when is_met then 'met'
        when is_before_due and was_met then 'slipped'
        when is_before_due and is_base then 'on_track'
        when is_before_due and pace >= (select on_track from programme) then 'on_track'
        when is_before_due and pace >= (select speed_up from programme) then 'speed_up'
        when is_before_due and pace >= 0 then 'behind'
        when is_before_due and pace < 0 then 'reversed'
        when value_pct >= goal_pct - near_pct then 'near'
        else 'not_met'
    end as verdict,
    case
        when reported = 0 or denominator = 0 then null
        when is_over then numerator - needed
        else greatest(needed - numerator, 0)
    end as shortfall,
    case when is_met and denominator > 0 then numerator - needed end as surplus,
    judged.expected,
    judged.reported,
    judged.value_pct - judged.previous_pct as change_pct,
    judged.base_pct,
    judged.pace,
    unit_names.level_order,
    judged.target_order,
    unit_names.sector_id,
    unit_names.organisation_id,
    case
        when value_pct is not null and base_pct is not null and years_done > 0 and years_left > 0
            then least(greatest(value_pct + (value_pct - base_pct) / years_done * years_left, 0), 100)
    end as projected_pct,
    ranks."rank",
    ranks.ranked,
    ranks.sector_rank,
    ranks.sector_ranked,
    coalesce(denominator > 0 and denominator < (select small_n from programme), false) as is_small
from judged
join unit_names using (level, unit_id)
left join ranks on ranks.year = judged.year and ranks.level = judged.level
    and ranks.unit_id = judged.unit_id and ranks.indicator_id = judged.target_id
order by judged.year, unit_names.level_order, judged.unit_id, judged.target_order;
