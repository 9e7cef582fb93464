// SPDX-License-Identifier: Apache-2.0
inline double square(double x) { return x * x; }
