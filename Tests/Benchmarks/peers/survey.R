# The same figures by R's survey package: survey.R responses.csv out.csv GROUPINGS
# Estimates and standard errors of seven KPIs in each domain, sites as units in provinces as strata.
suppressMessages(library(survey))
options(survey.lonely.psu = "adjust", digits = 17)
arguments <- commandArgs(TRUE)
groupings <- strsplit(arguments[3], ",")[[1]]
d <- read.csv(arguments[1], colClasses = "character", na.strings = "")
d <- d[d$surveyed_at >= "2025-07-01" & d$surveyed_at < "2026-01-01", ]
questions <- c(satisfaction = "overall", satisfaction_access = "access", satisfaction_procedure = "procedure",
               satisfaction_staff = "staff", satisfaction_result = "result", satisfaction_feedback = "feedback")
for (kpi in names(questions)) d[[kpi]] <- (as.integer(d[[questions[kpi]]]) >= 4) + 0
d$satisfaction_score <- (as.integer(d$overall) - 1) / 4
design <- svydesign(~site_id, strata = ~province_code, weights = ~1, data = d, nest = TRUE)
columns <- c(province = "province_code", ward = "ward_code", field = "field")
out <- NULL
for (kpi in c(names(questions), "satisfaction_score")) for (grouping in groupings) {
  formula <- as.formula(paste0("~", kpi))
  if (grouping == "national") {
    found <- svymean(formula, design, na.rm = TRUE)
    keys <- ""
  } else {
    found <- svyby(formula, as.formula(paste0("~", columns[grouping])), design, svymean, na.rm = TRUE)
    keys <- as.character(found[[1]])
  }
  out <- rbind(out, data.frame(kpi, grouping, key = keys, estimate = as.vector(coef(found)), se = as.vector(SE(found))))
}
write.csv(out, arguments[2], row.names = FALSE, quote = FALSE)
