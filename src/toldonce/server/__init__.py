"""The door over HTTP: routes, gateways of other protocols, MCP and the page. A door translates; it decides nothing."""
