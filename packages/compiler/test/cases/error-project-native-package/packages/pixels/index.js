exports.resize = (path) => path;
