"""The pages that people read: a file for each kind, a handler for each page; HTML in `templates/`, words in a file.

/                 what is in the graph                  (`overview`)
/search           entities and articles by name         (`lists`, as /entities and /articles)
/entity/ID        one entity and all that is said of it  (`entity`)
/article/ID       one article and all that it says       (`article`)
/compare          places, years, publishers side by side (`compare`)
/corrections      what people corrected                 (`corrections`)
/explore          the graph, neighbourhood by neighbourhood (`explorer`; `parts` is what its scripts ask for)
/query            SPARQL (`query`)
"""

from __future__ import annotations

from starlette.routing import BaseRoute

from kg.serve.pages import article, assets, compare, corrections, entity, explorer, lists, overview, query

routes: list[BaseRoute] = [
    *overview.routes,
    *lists.routes,
    *entity.routes,
    *article.routes,
    *compare.routes,
    *corrections.routes,
    *explorer.routes,
    *query.routes,
    *assets.routes,
]
