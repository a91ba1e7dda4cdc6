/** An extension that does nothing: what the host itself takes to activate one. */
exports.activate = () => undefined;
