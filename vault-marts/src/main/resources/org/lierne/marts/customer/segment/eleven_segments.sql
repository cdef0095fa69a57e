case
    when 100 * r_score + 10 * f_score + m_score in (
        555, 554, 544, 545, 454, 455, 445
    ) then 'champions'
    when 100 * r_score + 10 * f_score + m_score in (
        543, 444, 435, 355, 354, 345, 344, 335
    ) then 'loyal'
    when 100 * r_score + 10 * f_score + m_score in (
        553, 551, 552, 541, 542, 533, 532, 531, 452, 451, 442, 441,
        431, 453, 433, 432, 423, 353, 352, 351, 342, 341, 333, 323
    ) then 'potential_loyalist'
    when 100 * r_score + 10 * f_score + m_score in (
        512, 511, 422, 421, 412, 411, 311
    ) then 'new_customers'
    when 100 * r_score + 10 * f_score + m_score in (
        525, 524, 523, 522, 521, 515, 514, 513, 425, 424, 413, 414,
        415, 315, 314, 313
    ) then 'promising'
    when 100 * r_score + 10 * f_score + m_score in (
        535, 534, 443, 434, 343, 334, 325, 324
    ) then 'need_attention'
    when 100 * r_score + 10 * f_score + m_score in (
        331, 321, 312, 221, 213, 231, 241, 251
    ) then 'about_to_sleep'
    when 100 * r_score + 10 * f_score + m_score in (
        255, 254, 245, 244, 253, 252, 243, 242, 235, 234, 225, 224,
        153, 152, 145, 143, 142, 135, 134, 133, 125, 124
    ) then 'at_risk'
    when 100 * r_score + 10 * f_score + m_score in (
        155, 154, 144, 214, 215, 115, 114, 113
    ) then 'cannot_lose_them'
    when 100 * r_score + 10 * f_score + m_score in (
        332, 322, 233, 232, 223, 222, 132, 123, 122, 212, 211
    ) then 'hibernating'
    when 100 * r_score + 10 * f_score + m_score in (
        111, 112, 121, 131, 141, 151
    ) then 'lost'
end
