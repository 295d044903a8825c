exports.load = (path) => require(path).name;
