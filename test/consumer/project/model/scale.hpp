#pragma once

// The test edits this number and expects the loss to be differentiated again.
inline double scaled(double value) { return 1.5 * value; }
