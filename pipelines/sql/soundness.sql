-- Does a snapshot read back as it was written? Counts held, counts that may not be, results.
select
    (select count(*) from measures) as held,
    (select count(*) from measures where value is null or value < 0 or cell is null)
    + (
        select coalesce(sum(times - 1), 0)
        from (
            select count(*) as times
            from measures
            group by unit_id, year, measure_id
            having count(*) > 1
        )
    ) as wrong,
    (select count(*) from progress) as results;
