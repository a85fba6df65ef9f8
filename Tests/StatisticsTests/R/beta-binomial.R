# The beta-binomial distribution by lbeta, its estimates by an analysis of variance of single answers,
# and Poisson tails, for the tests beside.
#
#   Rscript beta-binomial.R > beta-binomial.json     R 4.2.2, seed 20250831
set.seed(20250831)

list_of <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ", "), "]")

tails <- c()
for (mean in c(0.02, 0.3, 0.9)) for (rho in c(0.001, 0.05, 0.4)) for (size in c(1, 7, 40, 300)) {
  strength <- (1 - rho) / rho
  a <- strength * mean
  b <- strength * (1 - mean)
  density <- function(x) exp(lchoose(size, x) + lbeta(x + a, size - x + b) - lbeta(a, b))
  for (x in unique(c(0, ceiling(size / 2), size))) {
    tails <- c(tails, sprintf(
      '{"mean": %.17g, "correlation": %.17g, "size": %d, "successes": %d, "exactly": %.17g, "atLeast": %.17g}',
      mean, rho, size, x, density(x), sum(rev(density(x:size)))))
  }
}

fits <- c()
for (spread in c(0, 0.3, 1.5)) for (groups in c(5, 30)) {
  size <- sample(2:25, groups, replace = TRUE)
  successes <- rbinom(groups, size, plogis(1 + rnorm(groups, 0, spread)))
  group <- factor(rep(seq_len(groups), size))
  yes <- unlist(mapply(function(x, n) c(rep(1, x), rep(0, n - x)), successes, size, SIMPLIFY = FALSE))
  squares <- summary(aov(yes ~ group))[[1]][["Mean Sq"]]
  typical <- (sum(size) - sum(size^2) / sum(size)) / (groups - 1)
  rho <- (squares[1] - squares[2]) / (squares[1] + (typical - 1) * squares[2])
  rho <- max(0, rho)
  weight <- size / (1 + (size - 1) * rho)
  fits <- c(fits, sprintf(
    '{"sizes": %s, "successes": %s, "correlation": %.17g, "mean": %.17g}',
    list_of(size), list_of(successes), rho, sum(weight * successes / size) / sum(weight)))
}

poisson <- c()
for (mean in c(0.01, 0.5, 4, 60)) for (count in c(1, 3, 12, 100)) {
  poisson <- c(poisson, sprintf(
    '{"mean": %.17g, "count": %d, "atLeast": %.17g}',
    mean, count, ppois(count - 1, mean, lower.tail = FALSE)))
}

cat(sprintf('{"tails": [%s],\n"fits": [%s],\n"poisson": [%s]}\n',
  paste(tails, collapse = ",\n"), paste(fits, collapse = ",\n"), paste(poisson, collapse = ",\n")))
