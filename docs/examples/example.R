# Who leads, and how far apart the provinces are. From the folder that holds out/:
#   Rscript docs/examples/example.R
latest <- "out/delegations-2025-08/latest/"

# Codes are text: a reader that guesses would make 1 of 01. NA would also be a province's code elsewhere.
rankings <- read.csv(paste0(latest, "rankings.csv"), encoding = "UTF-8", na.strings = "",
  colClasses = c(province_code = "character", display = "character", flag = "character"))
top <- subset(rankings, kpi == "online_rate" & in_top == 1)
print(top[c("rank", "province_code", "province", "display", "numerator", "denominator")], row.names = FALSE)

# Rates of provinces are compared by their counts, not averaged.
online <- subset(rankings, kpi == "online_rate")
cat(sprintf("%d of %d records, %.2f %%\n", sum(online$numerator), sum(online$denominator),
  100 * sum(online$numerator) / sum(online$denominator)))
