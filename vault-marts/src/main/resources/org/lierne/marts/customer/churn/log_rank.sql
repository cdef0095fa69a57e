-- Whether groups are lost at the same pace: the log-rank test over {survival}. One row per group; what is said of all groups
-- together stands in each.
--
--     customers            in the group
--     lost                 of them, so far
--     expected             how many were to be expected lost, if the group had the pace of all: the sum over the days of losses of
--                          all times the group's share of all who are at risk
--     median_days          when half are lost: the first day on which survival is one half or less; NULL if it never is.
--     median_lower, _upper its 95 % confidence: the first days on which the bounds of survival are one half or less
--                          (Brookmeyer and Crowley, A confidence interval for the median survival time, Biometrics 38, 1982)
--     chi_square           of lost less expected, by their covariance (Mantel 1966; Peto and Peto 1972), unweighted
--     degrees_of_freedom   the groups in which any loss was to be expected, less one
--     p_value              how probable so large a chi_square is, if the groups do not differ
--     remark               why there is no test, if there is none
with numbered as (
    select
        *,
        dense_rank() over (order by {groups}) as group_number
    from {survival}
),
told as (
    select
        group_number,
        {groups},
        max(at_risk) as customers,
        cast(sum(lost) as bigint) as lost,
        min(day) filter (survival <= 0.5) as median_days,
        min(day) filter (lower <= 0.5) as median_lower,
        min(day) filter (upper <= 0.5) as median_upper
    from numbered
    group by all
)
select
    {told_groups},
    told.customers,
    told.lost,
    tested.expected,
    told.median_days,
    told.median_lower,
    told.median_upper,
    tested.chi_square,
    tested.degrees_of_freedom,
    tested.p_value,
    case
        when tested.chi_square is null
            then 'No test: there are no two groups in which anybody was lost, or was to be expected to be lost, in a way that could differ.'
    end as remark
from told
left join {tested} as tested
    on tested.group_number = told.group_number
