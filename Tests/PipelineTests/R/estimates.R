# Makes surveys/estimates/citizens.csv (an invented sample) and estimates.json (what R makes of it, and
# of a few more designs on it). Run in this folder: Rscript estimates.R
# Made with R 4.2.2 and survey 4.1-1.
suppressPackageStartupMessages({library(survey); library(jsonlite)})
options(digits = 17)
set.seed(20250831)

strata <- data.frame(region = c("Đồng bằng", "Đô thị", "Miền núi", "Ven biển"),
                     wards = c(40, 26, 9, 15), drawn = c(6, 8, 1, 4))
rows <- list()
for (h in seq_len(nrow(strata))) for (i in seq_len(strata$drawn[h])) {
  sites <- sample(2:6, 1)
  level <- rnorm(1, c(0.9, 1.6, 0.2, 1.1)[h], 0.7)
  for (j in seq_len(min(sites, sample(1:3, 1)))) {
    n <- sample(3:9, 1)
    respondent <- sample(c("Người dân", "Doanh nghiệp"), n, TRUE, c(0.8, 0.2))
    channel <- sample(c("Trực tuyến", "Trực tiếp", "Bưu chính"), n, TRUE, c(0.55, 0.35, 0.1))
    effect <- level + rnorm(1, 0, 0.4) - 0.5 * (respondent == "Doanh nghiệp")
    staff <- pmin(5, pmax(1, round(3 + effect + rnorm(n, 0, 0.8))))
    result <- pmin(5, pmax(1, round(2.8 + effect + rnorm(n, 0, 0.9))))
    rows[[length(rows) + 1]] <- data.frame(
      region = strata$region[h], ward = i, site = j, wards = strata$wards[h], sites = sites,
      weight = round(strata$wards[h] / strata$drawn[h] * sites * runif(n, 4, 11), 2),
      respondent, channel, staff, result,
      days = round(rgamma(n, 2, 1 / (6 + 2 * (channel == "Bưu chính"))), 1),
      submitted = sample(1:6, n, TRUE),
      satisfied = as.integer(staff >= 4 & result >= 4))
  }
}
data <- do.call(rbind, rows)
missing <- sample(nrow(data), 17)
data$result[missing] <- NA
data$satisfied[missing] <- NA
data$days[sample(nrow(data), 9)] <- NA
data <- data[sample(nrow(data)), ]
names(data)[names(data) == "wards"] <- "wards_in_region"
names(data)[names(data) == "sites"] <- "sites_in_ward"
data$on_time <- as.integer(!is.na(data$days) & data$days <= 15)
write.csv(data, "../../../surveys/estimates/citizens.csv", row.names = FALSE, quote = FALSE, na = "",
          fileEncoding = "UTF-8")
source("golden.R")

flat <- list(ids = "ward", strata = "region", weights = "weight", fpc = NULL, nest = TRUE)
adjusted <- modifyList(flat, list(lonely = "adjust"))
finite <- modifyList(flat, list(fpc = "wards_in_region", lonely = "average"))
no_hills <- list(list(column = "region", op = "!=", value = "Miền núi"))
stages <- list(ids = c("ward", "site"), strata = "region", weights = NULL,
               fpc = c("wards_in_region", "sites_in_ward"), nest = TRUE, lonely = "certainty")
people <- c(`Doanh nghiệp` = 1900, `Người dân` = 8200)
ways <- c(`Bưu chính` = 900, `Trực tiếp` = 3600, `Trực tuyến` = 5600)
post <- list(type = "post_stratify", strata = I("respondent"), population = as.list(people))
rake <- list(type = "rake", margins = list(
  list(variable = "respondent", population = as.list(people)),
  list(variable = "channel", population = as.list(ways))), tolerance = 1e-11, max_iterations = 500)
calibrated <- function(calfun, bounds = NULL) list(
  type = "calibrate", calfun = calfun, terms = c("1", "respondent", "submitted"),
  population = list(`(Intercept)` = 10100, `respondentNgười dân` = 8200, submitted = 36000),
  bounds = bounds)

cases <- list(
  golden("lonely-stratum-fails", data, flat, list(type = "mean", variables = I("staff")), error = "Miền núi"),
  golden("mean-adjust", data, adjusted, list(type = "mean", variables = c("staff", "submitted"))),
  golden("mean-average-fpc", data, finite, list(type = "mean", variables = I("staff"))),
  golden("total-by-two", data, adjusted, list(type = "total", variables = I("staff"), by = c("respondent", "channel"))),
  golden("mean-by-number", data, adjusted, list(type = "mean", variables = I("staff"), by = I("submitted"))),
  golden("missing-as-domain", data, adjusted, list(type = "mean", variables = c("result", "days"), na = "drop_as_domain")),
  golden("ratio-stages", data, stages, list(type = "ratio", numerator = "staff", denominator = "submitted")),
  golden("proportion-stages", data, stages, list(type = "proportion", variable = "on_time")),
  golden("domain-without-lonely", data, flat, list(type = "proportion", variable = "on_time"), domain = no_hills),
  golden("shares-stages", data, stages, list(type = "mean", variables = I("channel"), categorical = TRUE)),
  golden("post-stratified-domains", data, adjusted, list(type = "mean", variables = I("staff"), by = I("channel")), adjustment = post),
  golden("post-stratified-total", data, finite, list(type = "total", variables = c("staff", "on_time")), adjustment = post),
  golden("raked-mean", data, adjusted, list(type = "mean", variables = c("staff", "submitted")), adjustment = rake),
  golden("calibrated-linear", data, adjusted, list(type = "mean", variables = I("staff")), adjustment = calibrated("linear")),
  golden("calibrated-raking-domain", data, adjusted, list(type = "total", variables = I("staff")), adjustment = calibrated("raking"),
         domain = list(list(column = "channel", op = "==", value = "Trực tiếp"))),
  golden("calibrated-logit", data, adjusted, list(type = "mean", variables = I("staff")), adjustment = calibrated("logit", c(0.3, 2.5))),
  golden("quantiles", data, adjusted, list(type = "quantile", variable = "submitted", probs = c(0.25, 0.5, 0.9))),
  golden("test-of-two", data, adjusted, list(type = "rao_scott_F", rows = "respondent", columns = "channel")),
  golden("alpha", data, adjusted, list(type = "cronbach_alpha", variables = c("staff", "result", "submitted"), na = "drop_as_domain")),
  golden("jackknife", data, flat, list(type = "mean", variables = c("staff", "submitted"), variance = "JKn"), domain = no_hills),
  golden("kish", data, adjusted, list(type = "kish")))
write_golden(cases, "../../../surveys/estimates/citizens.csv", "estimates.json")
