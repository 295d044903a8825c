const seeds = require("seeds"); exports.grow = (path) => seeds(path);
