# Computes what R's survey package makes of a case, in the layout of the specs of hailong estimate.

interval <- function(x, se, q) c(x - q * se, x + q * se)

number <- function(x) if (length(x) != 1 || is.na(x)) NULL else unbox(x)

estimates <- function(names, value, se, df, deff = NULL, replace = NULL) lapply(seq_along(value), function(i) {
  e <- list(name = unbox(names[i]), estimate = unbox(value[[i]]), se = unbox(se[[i]]),
            cv = unbox(se[[i]] / value[[i]]))
  if (!is.null(deff)) e$deff <- number(deff[i])
  if (!is.null(replace)) e$deff_replace <- number(replace[i])
  e$ci95_z <- interval(value[[i]], se[[i]], qnorm(0.975))
  if (df > 0) e$ci95_t <- interval(value[[i]], se[[i]], qt(0.975, df))
  e
})

make_design <- function(data, d) {
  formula <- function(columns) if (is.null(columns)) NULL else as.formula(
    paste("~", paste(columns, collapse = "+")))
  ids <- if (is.null(d$ids)) ~1 else formula(d$ids)
  svydesign(ids = ids, strata = formula(d$strata), weights = formula(d$weights), fpc = formula(d$fpc),
            data = data, nest = isTRUE(d$nest))
}

adjust <- function(design, a) {
  if (is.null(a)) return(design)
  if (a$type == "post_stratify") {
    table <- data.frame(names(a$population), unlist(a$population))
    names(table) <- c(a$strata, "Freq")
    return(postStratify(design, as.formula(paste("~", a$strata)), table))
  }
  if (a$type == "rake") {
    margins <- lapply(a$margins, function(m) {
      table <- data.frame(names(m$population), unlist(m$population)); names(table) <- c(m$variable, "Freq"); table })
    return(rake(design, lapply(a$margins, function(m) as.formula(paste("~", m$variable))), margins,
                control = list(maxit = 500, epsilon = 1e-12)))
  }
  calibrate(design, as.formula(paste("~", paste(setdiff(a$terms, "1"), collapse = "+"))),
            population = unlist(a$population), calfun = a$calfun,
            bounds = if (is.null(a$bounds)) c(-Inf, Inf) else a$bounds, epsilon = 1e-12, maxit = 200)
}

keep <- function(data, domain) {
  rows <- rep(TRUE, nrow(data))
  for (c in domain) {
    x <- data[[c$column]]
    rows <- rows & !is.na(x) & switch(c$op, "==" = x == c$value, "!=" = x != c$value, "<" = x < c$value,
      "<=" = x <= c$value, ">" = x > c$value, ">=" = x >= c$value, not_missing = TRUE)
  }
  rows
}

plain <- function(columns) as.formula(paste("~", paste(columns, collapse = "+")))

compute <- function(design, s, a) {
  df <- degf(design)
  na <- identical(s$na, "drop_as_domain")
  if (s$type %in% c("mean", "total") && !is.null(s$by)) {
    f <- if (s$type == "mean") svymean else svytotal
    # R has no covariances of domains where weights were adjusted.
    r <- svyby(plain(s$variables), plain(s$by), design, f, covmat = is.null(a), na.rm = na)
    if (!is.null(a)) return(list(order = names(coef(r)), estimates = lapply(seq_along(coef(r)), function(i) list(
      name = unbox(names(coef(r))[i]), estimate = unbox(coef(r)[[i]]), se = unbox(SE(r)[[i]])))))
    v <- unname(vcov(r))
    list(estimates = lapply(seq_along(coef(r)), function(i) list(
      name = unbox(names(coef(r))[i]), estimate = unbox(coef(r)[[i]]), se = unbox(sqrt(v[i, i])))),
      order = names(coef(r)), vcov = v)
  } else if (identical(s$variance, "JKn")) {
    m <- svymean(plain(s$variables), as.svrepdesign(design, type = "JKn"))
    list(estimates = estimates(names(coef(m)), coef(m), SE(m), df))
  } else if (s$type %in% c("mean", "total")) {
    f <- if (s$type == "mean") svymean else svytotal
    m <- f(plain(s$variables), design, na.rm = na)
    inside <- if (na) subset(design, complete.cases(design$variables[, s$variables])) else design
    de <- dr <- NULL
    if (is.null(a) && is.null(s$categorical)) {
      de <- unname(diag(as.matrix(attr(f(plain(s$variables), design, deff = TRUE, na.rm = na), "deff"))))
      if (s$type == "mean")
        dr <- unname(diag(as.matrix(attr(f(plain(s$variables), design, deff = "replace", na.rm = na), "deff"))))
    }
    out <- list(estimates = estimates(names(coef(m)), coef(m), SE(m), degf(inside), de, dr),
         vcov = unname(vcov(m)), df = unbox(degf(inside)), n = unbox(sum(weights(inside) != 0)),
         sum_weights = unbox(sum(weights(inside))))
    if (!is.null(a) && all(weights(design) != 0)) out$adjusted_weights <- unname(weights(design))
    out
  } else if (s$type == "ratio") {
    r <- svyratio(plain(s$numerator), plain(s$denominator), design)
    list(estimates = estimates(paste0(s$numerator, "/", s$denominator), c(coef(r)), c(SE(r)), df))
  } else if (s$type == "proportion") {
    f <- as.formula(paste("~", s$variable))
    m <- svymean(f, design)
    methods <- list()
    for (method in c("logit", "likelihood", "asin", "beta", "mean", "xlogit")) methods[[method]] <- list(
      `0.95` = as.vector(attr(svyciprop(f, design, method = method, level = 0.95), "ci")))
    list(estimate = unbox(coef(m)[[1]]), se = unbox(c(SE(m))), df = unbox(df),
         n_rows = unbox(sum(weights(design) != 0)), methods = methods)
  } else if (s$type == "quantile") {
    q <- svyquantile(plain(s$variable), design, s$probs, interval.type = "mean", qrule = "math")[[1]]
    list(quantiles = lapply(seq_along(s$probs), function(i) list(
      p = unbox(s$probs[i]), estimate = number(q[i, 1]), ci95 = unname(q[i, 2:3]), se = number(q[i, 4]))))
  } else if (s$type == "rao_scott_F") {
    t <- svychisq(as.formula(paste("~", s$rows, "+", s$columns)), design)
    list(F = unbox(t$statistic[[1]]), ndf = unbox(t$parameter[[1]]), ddf = unbox(t$parameter[[2]]),
         p_value = unbox(t$p.value[[1]]))
  } else if (s$type == "cronbach_alpha") {
    inside <- if (na) subset(design, complete.cases(design$variables[, s$variables])) else design
    list(alpha = unbox(c(svycralpha(plain(s$variables), inside))))
  } else if (s$type == "kish") {
    w <- weights(design); w <- w[w != 0]
    list(kish_deff_w = unbox(length(w) * sum(w^2) / sum(w)^2),
         n_eff_kish = unbox(sum(w)^2 / sum(w^2)))
  }
}

golden <- function(id, data, design, statistic, adjustment = NULL, domain = NULL, error = NULL) {
  lonely <- if (is.null(design$lonely)) "fail" else design$lonely
  adl <- isTRUE(design$adl)
  options(survey.lonely.psu = lonely, survey.adjust.domain.lonely = adl)
  d <- adjust(make_design(data, design), adjustment)
  if (!is.null(domain)) d <- subset(d, keep(data, domain))
  expected <- if (is.null(error)) compute(d, statistic, adjustment) else {
    failure <- tryCatch({compute(d, statistic, adjustment); NULL}, error = function(e) conditionMessage(e))
    stopifnot(grepl(error, failure))
    list(error = unbox(error))
  }
  if (!is.null(adjustment) && adjustment$type == "rake" && statistic$type %in% c("mean", "total") &&
      is.null(statistic$by)) {
    terms <- sapply(adjustment$margins, function(m) m$variable)
    whole <- sum(unlist(adjustment$margins[[1]]$population))
    population <- c(`(Intercept)` = whole)
    for (m in adjustment$margins) {
      p <- unlist(m$population); p <- p[levels(factor(data[[m$variable]]))][-1]; names(p) <- paste0(m$variable, names(p))
      population <- c(population, p)
    }
    joint <- calibrate(make_design(data, design), plain(terms), population = population,
                       calfun = "raking", epsilon = 1e-12, maxit = 200)
    if (!is.null(domain)) joint <- subset(joint, keep(data, domain))
    se <- c(SE((if (statistic$type == "mean") svymean else svytotal)(plain(statistic$variables), joint)))
    expected$se_joint_calibration <- if (length(se) == 1) unbox(unname(se)) else unname(se)
  }
  list(id = unbox(id), design = list(
         ids = design$ids, strata = design$strata, weights = if (is.null(design$weights)) NULL else unbox(design$weights),
         fpc = design$fpc, nest = unbox(isTRUE(design$nest)), lonely_psu = unbox(lonely),
         adjust_domain_lonely = unbox(adl)),
       weight_adjustment = adjustment, domain = domain, statistic = statistic, expected = expected)
}

scalars <- function(x) {
  if (inherits(x, "AsIs") || inherits(x, "scalar")) return(x)
  if (is.list(x)) return(lapply(x, scalars))
  if (length(x) == 1 && !is.null(x)) unbox(x) else x
}

write_golden <- function(cases, input, path) {
  cases <- lapply(cases, function(case) {
    for (part in c("weight_adjustment", "domain", "statistic")) case[part] <- list(scalars(case[[part]]))
    case$input <- unbox(input)
    case
  })
  writeLines(toJSON(list(
    meta = list(producer = unbox(paste("R", getRversion(), "survey", packageVersion("survey")))), cases = cases),
    digits = NA, null = "null", na = "null", pretty = 1), path, useBytes = TRUE)
}
