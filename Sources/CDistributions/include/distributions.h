/* Distribution functions and their inverses, by Boost.Math.
 *
 * Every function gives not a number for arguments outside its domain, and never throws. "Lower" is the
 * probability of at most x, "upper" that of more than x; both are accurate near 0.
 */
#ifndef HAILONG_DISTRIBUTIONS_H
#define HAILONG_DISTRIBUTIONS_H

#ifdef __cplusplus
extern "C" {
#endif

double hailong_normal_lower(double x);

double hailong_student_lower(double x, double degrees);
double hailong_student_quantile(double lower, double degrees);
double hailong_student_quantile_upper(double upper, double degrees);

double hailong_beta_lower(double x, double a, double b);
double hailong_beta_upper(double x, double a, double b);
double hailong_beta_quantile(double lower, double a, double b);
double hailong_beta_quantile_upper(double upper, double a, double b);

double hailong_fisher_upper(double x, double above, double below);
double hailong_fisher_quantile(double lower, double above, double below);

double hailong_chi_squared_lower(double x, double degrees);
double hailong_chi_squared_upper(double x, double degrees);

/* The logarithm of the gamma function at a positive number. */
double hailong_log_gamma(double x);

#ifdef __cplusplus
}
#endif

#endif
