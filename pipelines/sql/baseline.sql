-- What the programme prints for the base year beside what the exports add up to: counts, and shares of a whole.
create table baseline as
select
    printed.measure_id,
    declared_measures.measure_name,
    printed.printed_count,
    counted.value as counted,
    printed.printed_pct,
    100.0 * counted.value / nullif(whole.value, 0) as computed_pct,
    counted.value - printed.printed_count as difference_count,
    computed_pct - printed.printed_pct as difference_pct,
    printed.clause,
    printed.note,
    printed.baseline_order
from printed_baseline as printed
join declared_measures using (measure_id)
cross join programme
left join rolled_up_measures as counted
    on counted.measure_id = printed.measure_id
    and counted.year = programme.base_year and counted.level = 'district'
left join rolled_up_measures as whole
    on whole.measure_id = printed.whole
    and whole.year = programme.base_year and whole.level = 'district'
order by printed.baseline_order;
