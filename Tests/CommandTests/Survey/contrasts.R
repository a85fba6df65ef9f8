# What R's survey package says of the change between two months of the invented survey in responses.csv,
# whose days from the 15th on are taken for those of September: contrasts.csv.
# R 4.2.2, survey 4.1-1. Rscript contrasts.R
suppressMessages(library(survey))
options(survey.lonely.psu = "adjust", digits = 17)
rows <- read.csv("responses.csv", colClasses = c(province_code = "character", weight = "numeric"))
rows$later <- as.integer(substr(rows$surveyed_at, 9, 10)) >= 15
rows$satisfaction <- (rows$overall >= 4) + 0
rows$satisfaction_staff <- (rows$staff >= 4) + 0
rows$score <- (rows$overall - 1) / 4
plain <- svydesign(~site_id, strata = ~province_code, weights = ~weight, fpc = ~sites, data = rows, nest = TRUE)
population <- data.frame(field = c("land", "post", "tax"), Freq = c(5200, 2300, 2950))
designs <- list(design = plain, population = postStratify(plain, ~field, population))
out <- NULL
for (name in names(designs)) for (kpi in c("satisfaction", "satisfaction_staff", "score"))
  for (province in c("", sort(unique(rows$province_code)))) {
    d <- designs[[name]]
    mask <- !is.na(rows[[kpi]]) & (province == "" | rows$province_code == province)
    d$variables$y <- ifelse(mask, rows[[kpi]], 0)
    asked <- subset(d, mask)
    # The coefficient of a group is the difference of the means, and its variance that of the contrast.
    fit <- svyglm(y ~ later, asked)
    means <- svyby(~y, ~later, asked, svymean)$y
    units <- unique(rows[mask, c("province_code", "site_id")])
    out <- rbind(out, data.frame(
      design = name, kpi, province_code = province, before = means[1], now = means[2],
      difference = coef(fit)[[2]], se = sqrt(vcov(fit)[2, 2]),
      df = nrow(units) - length(unique(units$province_code))))
  }
write.csv(out, "contrasts.csv", row.names = FALSE, quote = FALSE, na = "")
