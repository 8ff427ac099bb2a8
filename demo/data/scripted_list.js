var page = 1, pages = 1;
function turn(to) { if (to >= 1 && to <= pages) { page = to; load(); } }
function clean(text) { var d = document.createElement("div"); d.textContent = text; return d.innerHTML; }
function load() {
  var box = document.getElementById("list-box");
  fetch("/api/portal/articles?channel=" + CHANNEL + "&page=" + page + "&size=" + SIZE)
    .then(function (answer) { return answer.json(); })
    .then(function (answer) {
      var data = answer.data, html = "";
      pages = data.pages;
      data.rows.forEach(function (row) {
        html += ROW.replace("#href#", row.url).replace("#full#", clean(row.title)).replace("#title#", clean(row.title))
          .replace("#date#", row.publishDate || "").replace("#mark#", row.top ? "[置顶]" : "");
      });
      box.innerHTML = OPENS + html + CLOSES;
      document.getElementById("pager").innerHTML = '共' + data.total + '条 <a href="javascript:;" onclick="turn(page-1)">上一页</a> <span>' +
        page + '/' + pages + '</span> <a href="javascript:;" onclick="turn(page+1)">下一页</a>';
    });
}
load();
