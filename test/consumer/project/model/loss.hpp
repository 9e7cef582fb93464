#pragma once

// A second file of the stem "loss", for the error that names both.
