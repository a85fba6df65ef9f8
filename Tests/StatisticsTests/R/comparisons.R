# Comparisons of two proportions, adjusted probabilities and reliability, for the tests beside.
#
#   Rscript comparisons.R > comparisons.json     R 4.2.2, seed 20250831
set.seed(20250831)
number <- function(x) ifelse(is.finite(x), sprintf("%.17g", x), "null")
numbers <- function(x) paste0("[", paste(number(x), collapse = ", "), "]")
list <- function(x) paste0("[\n", paste(x, collapse = ",\n"), "]")

# Every table of small margins, and some large ones; pooled z as prop.test without correction has it.
tables <- expand.grid(x1 = 0:6, n1 = 1:6, x2 = 0:6, n2 = 1:6)
tables <- rbind(tables[tables$x1 <= tables$n1 & tables$x2 <= tables$n2, ], data.frame(
  x1 = c(180, 2310, 12, 4999, 40), n1 = c(200, 2500, 4000, 5000, 3000),
  x2 = c(150, 1980, 31, 4900, 900), n2 = c(200, 2500, 4500, 5000, 2800)))
comparisons <- mapply(function(x1, n1, x2, n2) {
  p <- (x1 + x2) / (n1 + n2)
  error <- sqrt(p * (1 - p) * (1 / n1 + 1 / n2))
  z <- if (error > 0) (x1 / n1 - x2 / n2) / error else 0
  fisher <- fisher.test(matrix(c(x1, n1 - x1, x2, n2 - x2), 2))$p.value
  sprintf('{"x1": %d, "n1": %d, "x2": %d, "n2": %d, "z": %s, "fisher": %s}', x1, n1, x2, n2, number(z), number(fisher))
}, as.integer(tables$x1), as.integer(tables$n1), as.integer(tables$x2), as.integer(tables$n2))

adjusted <- sapply(c(1, 2, 7, 34, 561), function(n) {
  p <- round(rbeta(n, 0.4, 1.5), if (n == 34) 2 else 12)
  methods <- sapply(p.adjust.methods[c(1, 2, 4, 5, 6)], function(m) sprintf('"%s": %s', m, numbers(p.adjust(p, m))))
  sprintf('{"p": %s, "adjusted": {%s}}', numbers(p), paste(methods, collapse = ",\n "))
})

# Five items of 300 people, some answers missing.
person <- rnorm(300)
items <- sapply(1:5, function(i) pmin(5, pmax(1, round(3.6 + 0.8 * person + rnorm(300, 0, 0.5 + i / 5)))))
items[sample(length(items), 60)] <- NA
alpha <- function(v) ncol(v) / (ncol(v) - 1) * (1 - sum(diag(v)) / sum(v))
complete <- na.omit(items)
a <- alpha(cov(complete))
n <- nrow(complete)
feldt <- 1 - (1 - a) * qf(c(0.975, 0.025), n - 1, (n - 1) * 4)
reliability <- sprintf(
  '{"items": %s,\n "n": %d, "alpha": %s, "feldt": %s, "dropped": %s, "pairwise": %s, "standardized": %s}',
  list(apply(items, 2, numbers)), n, number(a), numbers(feldt),
  numbers(sapply(1:5, function(i) alpha(cov(complete[, -i])))),
  number(alpha(cov(items, use = "pairwise"))), number(alpha(cor(complete))))

cat('{"comparisons": ', list(comparisons), ',\n"adjusted": ', list(adjusted), ',\n"reliability": ', reliability, "}\n", sep = "")
