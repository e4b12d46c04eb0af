"""The operations of the API, one module a noun. Each reads its caller, calls one service or selector, and shapes the answer."""
