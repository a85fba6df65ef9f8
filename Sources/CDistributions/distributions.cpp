#include "distributions.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <limits>

namespace {

namespace math = boost::math;
namespace policies = boost::math::policies;

// Not a number or an infinity in place of an exception, whatever goes wrong.
using Policy = policies::policy<
    policies::domain_error<policies::ignore_error>,
    policies::pole_error<policies::ignore_error>,
    policies::overflow_error<policies::ignore_error>,
    policies::underflow_error<policies::ignore_error>,
    policies::rounding_error<policies::ignore_error>,
    policies::evaluation_error<policies::ignore_error>,
    policies::indeterminate_result_error<policies::ignore_error>>;

using Normal = math::normal_distribution<double, Policy>;
using Student = math::students_t_distribution<double, Policy>;
using Beta = math::beta_distribution<double, Policy>;
using Fisher = math::fisher_f_distribution<double, Policy>;
using ChiSquared = math::chi_squared_distribution<double, Policy>;

}  // namespace

double hailong_normal_lower(double x) { return math::cdf(Normal(), x); }

double hailong_student_lower(double x, double degrees) { return math::cdf(Student(degrees), x); }

double hailong_student_quantile(double lower, double degrees) {
  return math::quantile(Student(degrees), lower);
}

double hailong_student_quantile_upper(double upper, double degrees) {
  return math::quantile(math::complement(Student(degrees), upper));
}

double hailong_beta_lower(double x, double a, double b) { return math::cdf(Beta(a, b), x); }

double hailong_beta_upper(double x, double a, double b) {
  // Boost goes by 1 − x, which cannot hold a small x; nearly everything lies above one.
  const double lower = hailong_beta_lower(x, a, b);
  if (lower < 0.5) return 1 - lower;
  return math::cdf(math::complement(Beta(a, b), x));
}

double hailong_beta_quantile(double lower, double a, double b) {
  return math::quantile(Beta(a, b), lower);
}

double hailong_beta_quantile_upper(double upper, double a, double b) {
  return math::quantile(math::complement(Beta(a, b), upper));
}

// Boost refuses degrees of freedom only where both are impossible.
static bool are_degrees(double above, double below) { return above > 0 && below > 0; }

double hailong_fisher_upper(double x, double above, double below) {
  if (!are_degrees(above, below)) return std::numeric_limits<double>::quiet_NaN();
  return math::cdf(math::complement(Fisher(above, below), x));
}

double hailong_fisher_quantile(double lower, double above, double below) {
  if (!are_degrees(above, below)) return std::numeric_limits<double>::quiet_NaN();
  return math::quantile(Fisher(above, below), lower);
}

double hailong_chi_squared_lower(double x, double degrees) {
  return math::cdf(ChiSquared(degrees), x);
}

double hailong_chi_squared_upper(double x, double degrees) {
  return math::cdf(math::complement(ChiSquared(degrees), x));
}

double hailong_log_gamma(double x) { return math::lgamma(x, Policy()); }
