#pragma once
#include "loss.gateaux.hpp"

GATEAUX_DIFFERENTIATE(wrt(t), gradient)
inline double outer(double t) { return t * t; }
