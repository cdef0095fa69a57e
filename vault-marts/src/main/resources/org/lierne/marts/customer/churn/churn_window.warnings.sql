select remark as warning from {mart} where remark is not null
