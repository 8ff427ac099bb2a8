/* Shows the records of a column page and fetches further ones; the page itself carries the first group only. */
(function () {
  var RECORD = /<record><!\[CDATA\[([\s\S]*?)\]\]><\/record>/g;
  function records(text) { var all = [], m; RECORD.lastIndex = 0; while ((m = RECORD.exec(text))) { all.push(m[1]); } return all; }
  function start(box) {
    var data = box.querySelector('script[type="text/xml"]').textContent;
    var per = parseInt(box.getAttribute("data-perpage"), 10), total = parseInt(/<totalrecord>(\d+)</.exec(data)[1], 10);
    var known = records(data), page = 1, pages = Math.max(1, Math.ceil(total / per));
    var body = document.createElement("div"); body.className = "pgContent"; box.appendChild(body);
    function draw(rows) {
      body.innerHTML = box.getAttribute("data-open") + rows.join("") + box.getAttribute("data-close") +
        '<div class="pgPanel">共' + total + '条 <a href="javascript:void(0)" class="prev">上一页</a> ' + page + '/' + pages +
        ' <a href="javascript:void(0)" class="next">下一页</a></div>';
      body.querySelector(".prev").onclick = function () { go(page - 1); };
      body.querySelector(".next").onclick = function () { go(page + 1); };
    }
    function go(to) {
      if (to < 1 || to > pages) { return; }
      page = to;
      var from = (page - 1) * per, rows = known.slice(from, from + per);
      if (rows.length == Math.min(per, total - from)) { draw(rows); return; }
      var url = "/module/web/jpage/dataproxy.jsp?startrecord=" + (from + 1) + "&endrecord=" + (from + per) + "&perpage=" + per;
      fetch(url, { method: "POST", headers: { "Content-Type": "application/x-www-form-urlencoded" }, body: box.getAttribute("data-param") })
        .then(function (r) { return r.text(); }).then(function (t) { draw(records(t)); });
    }
    draw(known.slice(0, per));
  }
  var boxes = document.querySelectorAll(".default_pgContainer");
  for (var i = 0; i < boxes.length; i++) { start(boxes[i]); }
})();
