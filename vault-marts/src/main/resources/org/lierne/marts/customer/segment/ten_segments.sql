case
    when r_score <= 2 and f_score <= 2 then 'hibernating'
    when r_score <= 2 and f_score <= 4 then 'at_risk'
    when r_score <= 2 then 'cant_lose'
    when r_score = 3 and f_score <= 2 then 'about_to_sleep'
    when r_score = 3 and f_score = 3 then 'need_attention'
    when r_score <= 4 and f_score >= 4 then 'loyal'
    when r_score = 4 and f_score = 1 then 'promising'
    when r_score = 5 and f_score = 1 then 'new'
    when f_score <= 3 then 'potential_loyalist'
    else 'champions'
end
