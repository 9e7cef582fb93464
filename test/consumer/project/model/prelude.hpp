#pragma once
#define CONSUMER_PRELUDE 1
